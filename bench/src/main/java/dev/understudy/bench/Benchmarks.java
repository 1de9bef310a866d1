// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.testkit.company.Company;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Runs scenarios. The goals hold for a machine with two cores that does nothing else, a heap of 1
/// GB, and SQLite; a quick run is a tenth of the size, its goals a tenth where they grow with it.
public final class Benchmarks {
  private static final long SEED = 42;
  private static final int MEMBERS = 100;
  private static final Set<String> OF_COMPANY = Set.of("company", "nochange", "delta", "member");

  private final boolean quick;
  private final Consumer<Figure> sink;

  /// @param quick a tenth of the size
  /// @param sink told every figure as soon as it is there
  public Benchmarks(boolean quick, Consumer<Figure> sink) {
    this.quick = quick;
    this.sink = sink;
  }

  /// The names of all scenarios.
  public static List<String> names() {
    return List.of("company", "nochange", "delta", "member", "rules", "million", "ldap");
  }

  /// Runs the named scenarios.
  ///
  /// @return whether all goals were reached
  public boolean run(Set<String> scenarios) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Consumer<Figure> both =
        figure -> {
          figures.add(figure);
          sink.accept(figure);
        };
    if (scenarios.contains("rules")) {
      both.accept(RulesScenario.run(quick));
    }
    Set<String> ofCompany = new TreeSet<>(scenarios);
    ofCompany.retainAll(OF_COMPANY);
    if (!ofCompany.isEmpty()) {
      company(ofCompany, both);
    }
    if (scenarios.contains("million")) {
      million(both);
    }
    if (scenarios.contains("ldap")) {
      ldap(both);
    }
    return figures.stream().allMatch(Figure::reached);
  }

  private void company(Set<String> scenarios, Consumer<Figure> figures)
      throws IOException, InterruptedException {
    int scale = quick ? 10 : 1;
    Company company = company(100_000 / scale, 10_000 / scale);
    try (CompanyScenario scenario = new CompanyScenario(company, Folders.make("company"))) {
      Figure initial = scenario.initial("company", 45.0 / scale);
      if (scenarios.contains("company")) {
        figures.accept(initial);
      }
      if (scenarios.contains("nochange")) {
        figures.accept(scenario.delta("nochange", 0.3));
      }
      if (scenarios.contains("delta")) {
        scenario.changeALittle();
        figures.accept(scenario.delta("delta", 2.0));
      }
      if (scenarios.contains("member")) {
        member(scenario, figures);
      }
    }
  }

  private static void member(CompanyScenario scenario, Consumer<Figure> figures)
      throws IOException, InterruptedException {
    int last = scenario.people() - scenario.people() / 500 - 1;
    scenario.removeMember(last);
    scenario.delta("member", 0);
    scenario.removeMember(last - 1);
    scenario.delta("member", 0);
    scenario.addMember(last);
    Figure figure = scenario.delta("member", 0.05);
    figures.accept(figure);
  }

  private void million(Consumer<Figure> figures) throws IOException, InterruptedException {
    int scale = quick ? 10 : 1;
    double seconds = 0;
    for (int people : new int[] {250_000 / scale, 1_000_000 / scale}) {
      try (CompanyScenario scenario =
          new CompanyScenario(company(people, people / 10), Folders.make("million"))) {
        Figure figure = scenario.initial("million: %,d people".formatted(people), 0);
        figures.accept(figure);
        if (seconds > 0) {
          figures.accept(
              new Figure(
                  "million: growth per person",
                  figure.value() / seconds / 4,
                  1.25,
                  "x",
                  "time for four times the people, divided by four times the time"));
        }
        seconds = figure.value();
      }
    }
  }

  private void ldap(Consumer<Figure> figures) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/sbin/slapd"))) {
      figures.accept(new Figure("ldap", 0, 0, "s", "skipped: there is no /usr/sbin/slapd"));
      return;
    }
    int scale = quick ? 10 : 1;
    try (LdapScenario scenario = new LdapScenario(20_000 / scale, 500 / scale)) {
      figures.accept(scenario.initial(15.0 / scale));
      figures.accept(scenario.delta("ldap: no change", 0.5));
      scenario.changeOnePercent();
      figures.accept(scenario.delta("ldap: 1 % of people", 1.5));
      scenario.addMember();
      figures.accept(scenario.delta("ldap: one member", 0.2));
    } catch (LDAPException e) {
      throw new IOException("the source server refused a change: " + e.getMessage(), e);
    }
  }

  private static Company company(int people, int groups) {
    return new Company(
        new Company.Size(people, groups, MEMBERS), Company.Style.ACTIVE_DIRECTORY, SEED);
  }
}
