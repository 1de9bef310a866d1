// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.company;

import java.util.List;

/// What people, places and jobs are called. Not all of it is ASCII, as in life.
final class Names {
  static final List<String> GIVEN =
      List.of(
          "Anna", "Björn", "Chiara", "Daan", "Elif", "Fatima", "Goran", "Hanna", "Ivan", "Julia",
          "Kemal", "Lotte", "Marek", "Noor", "Olga", "Piotr", "Quirine", "Rosa", "Søren", "Tess",
          "Umar", "Vera", "Willem", "Xenia", "Yusuf", "Zoë", "André", "Bas", "Carmen", "Dilek",
          "Emma", "Femke", "Giulia", "Hugo", "Ines", "Jan", "Katja", "Lars", "Mila");
  static final List<String> FAMILY =
      List.of(
          "Jansen",
          "Müller",
          "Rossi",
          "Novák",
          "García",
          "Yılmaz",
          "Nilsen",
          "Kowalska",
          "Dubois",
          "Smit",
          "Visser",
          "Bakker",
          "Meyer",
          "Silva",
          "Horvat",
          "Popescu",
          "Virtanen",
          "Larsson",
          "Peeters",
          "Mertens",
          "Costa",
          "Moreau",
          "Weber",
          "Fischer",
          "Bianchi",
          "Marino",
          "Dekker",
          "Mulder",
          "Bos",
          "Vos",
          "Peters",
          "Hendriks",
          "Kok",
          "Schouten",
          "Hoekstra");
  static final List<String> TITLES =
      List.of(
          "Engineer",
          "Analyst",
          "Accountant",
          "Nurse",
          "Planner",
          "Buyer",
          "Designer",
          "Technician",
          "Lawyer",
          "Consultant",
          "Operator",
          "Researcher");
  static final List<String> CITIES =
      List.of(
          "Amsterdam",
          "Utrecht",
          "Zürich",
          "Köln",
          "Málaga",
          "Gdańsk",
          "Oslo",
          "Aarhus",
          "Lyon",
          "Porto",
          "Graz",
          "Ghent");

  private Names() {}
}
