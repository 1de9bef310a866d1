// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.ReferenceSamples.RULES;
import static dev.understudy.engine.sync.ReferenceSamples.people;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// References that expressions make and scopes read, and those that do not fit.
final class ComputedReferencesTest {
  private static final String COMPUTED =
      RULES.replace(
          "  manager <- manager\n  cloud",
          "  manager <- =IIF([title]=\"Boss\",[manager],NULL)\n  title <- title\n  cloud");

  @Test
  void aReferenceThatAnExpressionMakesFlowsInbound() {
    Lab lab = new Lab(COMPUTED);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "title=Other");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Ann", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
  }

  @Test
  void aReferenceThatAnExpressionMakesResolvesWhenItsTargetArrives() {
    Lab lab = new Lab(COMPUTED);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    people(lab, "Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").removeOnly("Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
  }

  /// Unchecked: what stays cannot be worked out from what is there.
  @Test
  void referencesThatAFlowIgnoresStayAsTheyAre() {
    Lab lab = new Lab(COMPUTED.replace("[manager],NULL)", "[manager],IgnoreThisFlow)")).unchecked();
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    lab.at("AD").set("Ann", "manager=Cid", "title=Other");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.full("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>cid");
  }

  @Test
  void referencesThatFlowOnceStayAsTheyWereAtFirst() {
    Lab lab =
        new Lab(
                RULES.replace(
                    "  manager <- manager\n  cloud", "  manager <- manager !once\n  cloud"))
            .unchecked();
    people(lab, "Bob", "Cid");
    lab.at("AD").put("user", "Ann", "sid=ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "manager=Cid");
    lab.delta("AD");
    lab.full("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
  }

  private static final String COMPUTED_OUT =
      RULES
          .replace(
              "  cloudFiltered <- cloudFiltered",
              "  title <- title\n  cloudFiltered <- cloudFiltered")
          .replace(
              "  dn <- sid\n  manager <- manager",
              "  dn <- sid\n  manager <- =IIF([title]=\"Boss\",[manager],NULL)");

  @Test
  void aReferenceThatAnExpressionMakesFlowsOutbound() {
    Lab lab = new Lab(COMPUTED_OUT);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "title=Other");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Ann", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
  }

  @Test
  void anOutboundExpressionFollowsItsReference() {
    Lab lab = new Lab(COMPUTED_OUT);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    people(lab, "Bob", "Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "manager=Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>cid");
    lab.at("AD").set("Cid", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Cid", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>cid");
    lab.at("AD").remove("Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
  }

  @Test
  void anOutboundScopeFollowsAReference() {
    Lab lab =
        new Lab(
            RULES
                + """
                out CLOUD person>user join 220
                  scope manager ISNOTNULL
                  title <- 'has manager'
                """);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).contains("title=has manager");
    lab.at("AD").set("Ann", "manager=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).doesNotContain("has manager");
  }

  @Test
  void severalReferencesInASingleValuedAttributeAreAnError() {
    Lab lab = new Lab(RULES.replace("manager <- manager\n  cloud", "manager <- reports\n  cloud"));
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").set("Ann", "reports=Bob|Cid");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: flow-multi-values-to-single-value");
    lab.at("AD").set("Ann", "reports=Cid");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEqualTo("AD:CN=Cid");
  }

  @Test
  void severalTargetsInASingleValuedAttributeOfADirectoryAreAnError() {
    Lab lab =
        new Lab(
            RULES
                .replace("member <- member\n  memberCount", "reports <- member\n  memberCount")
                .replace("  member <- member\n", "  manager <- reports\n"));
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=G: flow-multi-values-to-single-value");
  }
}
