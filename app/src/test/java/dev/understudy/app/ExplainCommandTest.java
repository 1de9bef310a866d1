// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExplainCommandTest {
  private static final String KNOWN_TO_HR = "employeeNumber=100004";

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.working(folder);
  }

  @Test
  void theWinnerTheLosersAndTheWayOnAreNamed() {
    Outcome explanation = office.run("explain", KNOWN_TO_HR, "title").done();
    explanation.says("title = Head of Tea", "since ");
    assertThat(explanation.line("won")).contains("HR person (10)", "[title]", "hr");
    assertThat(explanation.line("lost")).contains("Corp person (20)", "corp", "HR person");
    assertThat(explanation.line("cloud")).contains("title", "Cloud person", "confirmed");
  }

  @Test
  void aFlowWithoutAValueLeavesItToTheNext() {
    Outcome explanation = office.run("explain", KNOWN_TO_HR, "mobile").done();
    assertThat(explanation.line("had no value")).contains("HR person (10)");
    assertThat(explanation.line("won")).contains("Corp person (20)");
  }

  @Test
  void aRuleThatIsNotInScopeSaysWhichClauseDoesNotHold() {
    office.write(
        "rules/boss.yaml",
        OfficeFiles.rule("hr-person.yaml")
            .replace("HR person", "HR boss")
            .replace("33333333", "66666666")
            .replace("precedence: 10", "precedence: 5\nscope:\n  - all: [title CONTAINS Chief]"));
    Outcome explanation = office.run("explain", KNOWN_TO_HR, "title").done();
    assertThat(explanation.line("not in scope"))
        .contains("HR boss (5)", "does not hold: title CONTAINS Chief");
    assertThat(explanation.line("won")).contains("HR person (10)");
  }

  @Test
  void aValueThatIsNotSynchronizedYetIsToldApart() {
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.run("run", "hr", "full-import").done();
    Outcome explanation = office.run("explain", KNOWN_TO_HR, "title").done();
    explanation.says("title = Head of Tea", "hr", "not synchronized");
    assertThat(explanation.line("won")).contains("Head of Coffee");
  }

  @Test
  void whatIsWrittenToADirectoryIsExplainedToo() {
    Outcome explanation =
        office.run("explain", KNOWN_TO_HR, "title", "--connector", "cloud").done();
    assertThat(explanation.line("won")).contains("Cloud person (30)", "[title]");
    explanation.says("title = Head of Tea", "confirmed");
    office.run("explain", KNOWN_TO_HR, "dn", "--connector", "cloud").done().says("EscapeDN");
  }

  @Test
  void forProgramsItIsOneDocument() {
    JsonNode json = office.json("explain", KNOWN_TO_HR, "title");
    assertThat(json.get("values").get(0).stringValue()).isEqualTo("Head of Tea");
    assertThat(json.get("contributions").get(0).get("verdict").stringValue()).isEqualTo("won");
    assertThat(json.get("effects").get(0).get("connector").stringValue()).isEqualTo("cloud");
  }

  @Test
  void wrongNamesAreNamed() {
    office.run("explain", KNOWN_TO_HR, "titel").endedWith(2).complains("did you mean title?");
    office.run("explain", "employeeNumber=1", "title").endedWith(1).complains("employeeNumber=1");
    office
        .run("explain", KNOWN_TO_HR, "title", "--connector", "clou")
        .endedWith(2)
        .complains("did you mean cloud?");
    office.run("explain", KNOWN_TO_HR).endedWith(2).complains("ATTRIBUTE");
    office
        .run("explain", KNOWN_TO_HR, "titel", "--connector", "cloud")
        .endedWith(2)
        .complains("did you mean title?");
  }
}
