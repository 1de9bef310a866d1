// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.store.SqlStores;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunCommandTest {
  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.in(folder);
  }

  @Test
  void aRunTellsItsResultAndItsCountersByTheirNames() {
    office
        .run("run", "corp", "full-import")
        .done()
        .says("corp Full Import", "success", "stage-add", "26");
    office
        .run("run", "corp", "full-sync")
        .done()
        .says("corp Full Synchronization", "success", "projected-flow", "provisioned-add-flow");
    office.run("run", "cloud", "export").done().says("cloud Export", "export-add", "26");
    office.run("run", "cloud", "full-import").done().says("cloud Full Import", "success");
    assertThat(office.run("pending").done().out()).contains("Nothing to export.");
  }

  @Test
  void aRunForProgramsIsOneDocument() {
    JsonNode run = office.json("run", "corp", "Full Import");
    assertThat(run.get("connector").stringValue()).isEqualTo("corp");
    assertThat(run.get("profile").stringValue()).isEqualTo("Full Import");
    assertThat(run.get("result").stringValue()).isEqualTo("success");
    assertThat(run.get("started").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    JsonNode step = run.get("steps").get(0);
    assertThat(step.get("type").stringValue()).isEqualTo("full-import");
    assertThat(step.get("counters").get("stage-add").intValue()).isEqualTo(26);
    assertThat(step.get("errors").isEmpty()).isTrue();
  }

  @Test
  void wrongNamesAreUsageErrorsWithWhatWasMeant() {
    office
        .run("run", "corpp", "full-import")
        .endedWith(2)
        .complains("no connector \"corpp\"", "corp, hr, cloud", "did you mean corp?");
    office
        .run("run", "corp", "full-improt")
        .endedWith(2)
        .complains("full-improt", "full-import, delta-import, full-sync, delta-sync, export");
  }

  @Test
  void aDeltaBeforeAnyFullImportSaysWhatToDo() {
    office
        .run("run", "corp", "delta-import")
        .endedWith(1)
        .says("no-start-full-import-required", "run a full import");
  }

  @Test
  void aDirectoryThatComesBackEmptyDeletesNobodyUnlessThatIsAllowed() throws Exception {
    office = Office.working(folder.resolve("two"));
    office.write("corp.ldif", "");
    office
        .run("run", "corp", "full-import")
        .endedWith(3)
        .says("completed-no-objects", "26 are known", "--allow-empty")
        .doesNotSay("stage-delete");
    office.run("cycle", "start", "delta").endedWith(3);
    assertThat(office.json("pending").get("summary").get("deletes").intValue()).isZero();

    office.run("run", "corp", "full-import", "--allow-empty").done().says("stage-delete", "26");
  }

  @Test
  void moreDeletionsThanAllowedAreNotWritten() throws Exception {
    office = Office.working(folder.resolve("two"));
    for (int person = 20; person < 24; person++) {
      office.dismiss(person);
    }
    office
        .run("cycle", "start", "delta", "--deletes-max", "3")
        .endedWith(4)
        .says("stopped-deletion-limit", "4 deletions", "at most 3", "--deletes-max 4");
    assertThat(office.read("cloud.ldif")).contains("uid=" + Office.COMPANY.account(23));
    office.run("run", "cloud", "export", "--deletes-max=4").done().says("export-delete", "4");
    assertThat(office.read("cloud.ldif")).doesNotContain("uid=" + Office.COMPANY.account(23));
    office.run("run", "cloud", "export", "--deletes-max=-1").endedWith(2);
  }

  @Test
  void aConnectorThatIsOnlyReadIsNeverWritten() throws Exception {
    office.edit("understudy.yaml", "  cloud:\n", "  cloud:\n    export: false\n");
    office.run("cycle", "start", "initial").done().doesNotSay("cloud Export");
    office
        .run("run", "cloud", "export")
        .endedWith(1)
        .says("stopped-export-disabled", "export: false");
    assertThat(office.file("cloud.ldif")).doesNotExist();
    assertThat(office.json("pending", "cloud").get("objects")).hasSize(26);
  }

  @Test
  void warningsOfTheConfigurationAreMentionedBesideTheResult() {
    office.write(
        "rules/other.yaml",
        OfficeFiles.rule("hr-person.yaml")
            .replace("HR person", "Somebody else")
            .replace("33333333-3333-4333-8333-333333333333", "77777777-7777-4777-8777-777777777777")
            .replace("connector: hr", "connector: '{12345678-1234-4234-8234-123456789012}'")
            .replace("precedence: 10", "precedence: 11"));
    office
        .run("run", "corp", "full-import")
        .done()
        .complains("1 warning", "understudy rules check");
    office.run("rules", "check").done().says("no connector has the id", "1 warning");
  }

  @Test
  void aMissingFileStopsTheRunAndNamesTheFile() throws Exception {
    office = Office.working(folder.resolve("two"));
    Files.delete(office.file("corp.ldif"));
    office
        .run("run", "corp", "full-import")
        .endedWith(1)
        .says("no-start-file-not-found", "corp.ldif");
    assertThat(office.json("mv", "search", "--limit", "100")).hasSize(26);
  }

  @Test
  void aBrokenRecordIsToldWithItsPlaceAndDeletesNobody() throws Exception {
    office = Office.working(folder.resolve("two"));
    office.dismiss(23);
    office.edit("corp.ldif", "uid: " + Office.COMPANY.account(5), "uid:: %%%");
    office
        .run("run", "corp", "full-import")
        .endedWith(1)
        .says("completed-discovery-errors", "base64", Office.COMPANY.personDn(5))
        .doesNotSay("stage-delete");
    office.edit("hr.csv", "Head of Tea", "\"Head of Tea");
    office
        .run("run", "hr", "full-import")
        .endedWith(1)
        .says("hr.csv", "quote")
        .doesNotSay("stage-delete");
  }

  @Test
  void aStoreThatIsInUseIsRefusedWithWhoHasIt() {
    try (var _ = SqlStores.open(office.file("understudy.db").toString())) {
      office
          .run("run", "corp", "full-import")
          .endedWith(1)
          .complains("understudy.db is in use by", "process " + ProcessHandle.current().pid());
    }
    office.run("run", "corp", "full-import").done();
  }

  @Test
  void progressIsShownToPeopleAndNeverInTheResult() {
    Outcome seen = office.atTerminal("cycle", "start", "initial").done();
    assertThat(seen.err()).contains("\r\u001b[K");
    assertThat(seen.out()).doesNotContain("\r");
    Outcome unseen = office.run("cycle", "start", "initial").done();
    assertThat(unseen.err()).isEmpty();
    assertThat(unseen.out()).doesNotContain("\u001b", "\r");
  }
}
