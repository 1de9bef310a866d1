// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PreviewCommandTest {
  private static final String SOMEBODY = "employeeNumber=100007";

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.working(folder);
  }

  /// The rules with other titles for everybody but those whom HR knows.
  private String otherRules() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    for (Map.Entry<String, String> rule : OfficeFiles.RULES.entrySet()) {
      Files.writeString(
          other.resolve(rule.getKey()),
          rule.getValue()
              .replace(
                  "{target: title, source: title}\n  - {target: mobile, source: mobile}\n  - {target: manager",
                  "{target: title, expression: 'UCase([title])'}\n  - {target: manager"));
    }
    return other.toString();
  }

  @Test
  void oneObjectIsShownThroughTheRulesAndNothingIsWritten() {
    office.edit("corp.ldif", "employeeNumber: 100007", "employeeNumber: 100007\ninfo: x");
    String title = title();
    office.edit("corp.ldif", title, title + "\ndestinationIndicator: y");
    office.run("preview", SOMEBODY).done().says("stays linked", "Nothing would be exported.");

    office.write("corp.ldif", office.read("corp.ldif").replace("title: ", "title: Senior "));
    office.run("run", "corp", "full-import").done();
    Outcome preview = office.run("preview", SOMEBODY).done().says("Would be exported:");
    assertThat(preview.line("*", "title")).contains("Senior", "Corp person (20)", "corp");
    preview.says("cloud update inetOrgPerson");
    assertThat(office.json("pending").get("objects").isEmpty()).isTrue();
    assertThat(office.json("preview", SOMEBODY).get("exports")).hasSize(1);
  }

  private String title() {
    return office
        .read("corp.ldif")
        .lines()
        .filter(line -> line.startsWith("title: "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everybodyWithOtherRulesShowsWhoWouldBeDifferentAndWhy() throws Exception {
    Outcome all = office.run("preview", "--all", "--rules", otherRules()).done();
    assertThat(all.line("cloud update inetOrgPerson", "uid=" + Office.COMPANY.account(7)))
        .isNotEmpty();
    all.says("Corp person (20)", "WHERE", "UPDATES");
    assertThat(all.line("metaverse", "title")).contains("22");
    JsonNode json = office.json("preview", "--all", "--rules", otherRules());
    assertThat(json.get("errors").isEmpty()).isTrue();
    assertThat(json.get("summary").toString()).contains("cloud", "metaverse");
    assertThat(office.json("pending").get("objects").isEmpty()).isTrue();
    Outcome summary = office.run("preview", "--all", "--summary", "--rules", otherRules()).done();
    summary.says("WHERE").doesNotSay("→");
  }

  @Test
  void everybodyWithTheSameRulesIsTheSame() {
    office.run("preview", "--all").done().says("Nothing would be different.");
  }

  @Test
  void anObjectThatWouldFailIsAFailure() throws Exception {
    Path other = Path.of(otherRules());
    Files.writeString(
        other.resolve("corp-person.yaml"),
        OfficeFiles.rule("corp-person.yaml").replace("'LCase([mail])'", "'Error(\"no mail\")'"));
    office
        .run("preview", SOMEBODY, "--rules", other.toString())
        .endedWith(1)
        .says("would fail", "no mail");
    office
        .run("preview", "--all", "--rules", other.toString())
        .endedWith(1)
        .says("would fail", "no mail");
  }

  @Test
  void brokenRulesAreShownAsTheCheckShowsThem() throws Exception {
    Path other = Path.of(otherRules());
    Files.writeString(
        other.resolve("hr-person.yaml"),
        OfficeFiles.rule("hr-person.yaml").replace("source: title", "source: title, x: y"));
    office
        .run("preview", "--all", "--rules", other.toString())
        .endedWith(1)
        .complains("hr-person.yaml:", "unknown key x");
    office
        .run("preview", "--all", "--rules", folder + "/nothing")
        .endedWith(1)
        .complains("nothing");
  }

  @Test
  void eitherOneObjectOrEverybody() {
    office.run("preview").endedWith(2).complains("--all");
    office.run("preview", SOMEBODY, "--all").endedWith(2).complains("--all");
    office.run("preview", "uid=nobody").endedWith(1).complains("uid=nobody");
    office.run("preview", SOMEBODY, "--connector", "crop").endedWith(2).complains("corp?");
  }
}
