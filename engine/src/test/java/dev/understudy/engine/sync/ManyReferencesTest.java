// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.ReferenceSamples.RULES;
import static dev.understudy.engine.sync.ReferenceSamples.TWO_SOURCES;
import static dev.understudy.engine.sync.ReferenceSamples.people;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Objects with more references than are looked at at once.
final class ManyReferencesTest {
  private static List<String> many(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + (100 + i));
    }
    return names;
  }

  private static String wanted(List<String> names) {
    return "g: " + String.join(" ", names.stream().map(name -> "member>" + name).toList());
  }

  @Test
  void groupsThatAreTooLargeToLookAtInlineAreLookedAtPieceByPiece() {
    Lab lab = new Lab(RULES).limits(7, 5, 4);
    List<String> names = many("u", 40);
    lab.at("AD").put("group", "G", "sid=g", "member=" + String.join("|", names));
    people(lab, names.toArray(String[]::new));
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names));
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    List<String> others = many("v", 30);
    people(lab, others.toArray(String[]::new));
    lab.delta("AD");
    lab.at("AD").set("G", "member=" + String.join("|", others));
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(others));
    assertThat(lab.mv("AD", "G", "memberCount")).isEqualTo("30");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aTargetWithManyReferrersIsWorkedOnPieceByPiece() {
    Lab lab = new Lab(RULES).limits(7, 5, 4);
    List<String> names = many("u", 40);
    people(lab, names.toArray(String[]::new));
    names.forEach(name -> lab.at("AD").set(name, "manager=Boss"));
    lab.delta("AD");
    people(lab, "Boss");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ": manager>boss"));
    lab.at("AD").set("Boss", "cloudFiltered=true");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ":"));
    lab.at("AD").set("Boss", "cloudFiltered=");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ": manager>boss"));
    lab.at("AD").removeOnly("Boss");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ":"));
  }

  @Test
  void aLargeGroupFallsBackToTheWeakerRule() {
    Lab lab = new Lab(TWO_SOURCES).limits(7, 5, 4);
    List<String> names = many("u", 30);
    for (String name : names) {
      lab.at("AD").put("user", name, "sid=" + name);
      lab.at("HR").put("user", name, "sid=" + name);
    }
    lab.at("AD").put("group", "G", "sid=g", "member=" + String.join("|", names.subList(0, 20)));
    lab.at("HR").put("group", "H", "sid=g", "member=" + String.join("|", names.subList(10, 30)));
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names.subList(0, 20)));
    lab.at("AD").set("G", "member=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names.subList(10, 30)));
  }
}
