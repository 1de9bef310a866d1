// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testkit.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RulesCommandTest {
  private static final String SCRIPT =
      """
      New-ADSyncRule -Name 'In from AD - title' -Identifier 'aa64cd29-1d0c-4fca-9c1b-5ea0b2d2ab65' `
        -Direction 'Inbound' -Precedence 50 -SourceObjectType 'user' -TargetObjectType 'person' `
        -Connector 'b891884f-051e-4a83-95af-2544101c9083' -LinkType 'Join' -OutVariable syncRule
      Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source @('title') `
        -Destination 'title' -FlowType 'Direct' -ValueMergeType 'Update' -OutVariable syncRule
      Add-ADSyncRule -SynchronizationRule $syncRule[0]
      """;

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.in(folder.resolve("office"));
  }

  @Test
  void goodRulesAreCountedAndHaveADigest() {
    Outcome check = Office.bare("rules", "check", office.file("rules").toString()).done();
    check.says("5 rules", "3 different expressions", "0 errors", "digest ");
    JsonNode json =
        Office.bare("rules", "check", office.file("rules").toString(), "-ojson").done().json();
    assertThat(json.get("rules").intValue()).isEqualTo(5);
    assertThat(json.get("digest").stringValue()).matches("[0-9a-f]{64}");
    assertThat(json.get("problems").isEmpty()).isTrue();
  }

  @Test
  void mistakesAreShownAllAtOnceEachWithItsPlace() {
    office.edit("rules/corp-person.yaml", "LCase([mail])", "LCas([mail])");
    office.edit("rules/hr-person.yaml", "link-type: Join", "link-type: Joyn");
    office.edit("rules/cloud-group.yaml", "target: member", "targt: member");
    Outcome check =
        Office.bare("rules", "check", office.file("rules").toString())
            .endedWith(1)
            .says(
                "corp-person.yaml:17:32:",
                "did you mean LCase?",
                "did you mean target?",
                "did you mean Join?",
                "^");
    assertThat(check.err()).isEmpty();
    JsonNode json =
        Office.bare("rules", "check", office.file("rules").toString(), "-o", "json")
            .endedWith(1)
            .json();
    assertThat(json.get("errors").intValue()).isEqualTo(json.get("problems").size());
    assertThat(json.get("digest").isNull()).isTrue();
    assertThat(json.get("problems").get(0).get("line").intValue()).isPositive();
  }

  @Test
  void rulesAreListedByPrecedenceAndOneIsShownWhole() {
    Outcome list = office.run("rules", "show").done();
    assertThat(list.out().lines().map(line -> line.strip().split(" ", 2)[0]))
        .containsExactly("PRECEDENCE", "10", "20", "21", "30", "31");
    assertThat(list.line("HR person")).contains("inbound", "hr", "person → person", "join");
    office.run("rules", "show", "HR person").done().says("name: HR person", "precedence: 10");
    office.run("rules", "show", "10").done().says("precedence: 10");
    office.run("rules", "show", "person").done().says("HR person", "Cloud person");
    assertThat(office.json("rules", "show")).hasSize(5);
    office
        .run("rules", "show", "HR persn")
        .endedWith(1)
        .complains("no rule \"HR persn\"", "did you mean \"HR person\"?");
    office
        .run("rules", "show", "--defaults", "ad-to-cloud")
        .done()
        .says("AD user: identity", "provision");
    office.run("rules", "show", "--defaults", "ad-to-clod").endedWith(2).complains("ad-to-cloud");
  }

  @Test
  void theRulesOfARealServerAreConvertedToTheSameRules() {
    String from = SharedData.path("data/entra-connect-config").toString();
    String to = folder.resolve("converted").toString();
    Office.bare("rules", "check", from).done().says("62 rules", "86 different expressions");
    Office.bare("rules", "convert", from, to).done().says("62 rules written", "same rule set");
    String digest = digest(to);
    assertThat(digest).isEqualTo(digest(from));
    String again = folder.resolve("again").toString();
    Office.bare("rules", "convert", to, again).done();
    assertThat(digest(again)).isEqualTo(digest);
    Office.bare("rules", "show", from).done().says("inbound", "In from");
  }

  private static String digest(String path) {
    return Office.bare("rules", "check", path, "-o", "json")
        .done()
        .json()
        .get("digest")
        .stringValue();
  }

  @Test
  void theScriptOfARulesEditorIsRules() throws Exception {
    Path script = Files.writeString(folder.resolve("title.ps1"), SCRIPT);
    Office.bare("rules", "show", script.toString()).done().says("In from AD - title", "50");
    String to = folder.resolve("converted").toString();
    Office.bare("rules", "convert", script.toString(), to).done().says("1 rule written");
    assertThat(digest(to)).isEqualTo(digest(script.toString()));
  }

  @Test
  void nothingIsOverwritten() {
    String rules = office.file("rules").toString();
    Office.bare("rules", "convert", rules, rules).endedWith(1).complains("rules", "empty");
    Office.bare("rules", "check", folder.resolve("nowhere").toString())
        .endedWith(1)
        .says("nowhere");
  }
}
