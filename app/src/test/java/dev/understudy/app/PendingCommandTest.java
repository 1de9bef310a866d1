// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PendingCommandTest {
  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.in(folder);
  }

  private void synchronizeEverything() {
    for (String connector : List.of("corp", "hr", "cloud")) {
      office.run("run", connector, "full-import").done();
    }
    for (String connector : List.of("corp", "hr", "cloud")) {
      office.run("run", connector, "full-sync").done();
    }
  }

  @Test
  void everythingThatWouldBeWrittenIsShownWithTheRuleThatWantsIt() {
    synchronizeEverything();
    Outcome pending = office.run("pending").done().says("26 adds, 0 updates, 0 deletes.");
    assertThat(pending.line("add inetOrgPerson", "uid=" + Office.COMPANY.account(4)))
        .contains("cloud");
    assertThat(pending.line("Head of Tea")).contains("title", "Cloud person (30)");
    assertThat(pending.line("member", "+")).contains(",dc=cloud", "Cloud group (31)");
  }

  @Test
  void oneChangeIsShownBeforeAndAfter() throws Exception {
    office = Office.working(folder.resolve("two"));
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.dismiss(23);
    office.run("run", "hr", "full-import").done();
    office.run("run", "hr", "delta-sync").done();
    office.run("run", "corp", "full-import").done();
    office.run("run", "corp", "delta-sync").done();

    Outcome pending = office.run("pending", "cloud").done();
    assertThat(pending.line("Head of Tea", "Head of Coffee")).contains("title", "→", "(30)");
    pending.says("delete inetOrgPerson", "because: ");
    office.run("pending", "--type", "delete").done().says("0 adds, 0 updates, 1 delete.");
    office.run("pending", "--type", "add,update").done().doesNotSay("delete inetOrgPerson");
    assertThat(office.run("pending", "--summary").done().out().lines()).hasSize(1);
    assertThat(office.run("pending", "corp").done().out()).contains("Nothing to export.");
  }

  @Test
  void forProgramsItIsOneDocumentThatIsTheSameEachTime() throws Exception {
    synchronizeEverything();
    JsonNode pending = office.json("pending", "cloud");
    assertThat(pending.get("objects")).hasSize(26);
    assertThat(pending.get("summary").get("adds").intValue()).isEqualTo(26);
    JsonNode person = null;
    for (JsonNode object : pending.get("objects")) {
      if (object.get("dn").stringValue().contains(Office.COMPANY.account(4))) {
        person = object;
      }
    }
    assertThat(person).isNotNull();
    assertThat(person.get("operation").stringValue()).isEqualTo("add");
    assertThat(person.get("attributes").toString()).contains("Head of Tea", "Cloud person (30)");
    assertThat(office.json("pending", "cloud")).isEqualTo(pending);
    assertThat(Office.in(folder.resolve("two")).json("pending").get("objects").isEmpty()).isTrue();
  }

  @Test
  void forSpreadsheetsNoValueIsAFormula() {
    synchronizeEverything();
    Outcome csv = office.run("pending", "-o", "csv").done();
    assertThat(csv.out().lines().findFirst().orElseThrow())
        .isEqualTo("connector,id,operation,type,name,dn,attribute,change,before,after,rule");
    assertThat(csv.line("HYPERLINK")).contains("\"'=HYPERLINK(\"\"http://evil.example\"\"");
    assertThat(csv.line("mobile", "+31 6 1")).contains(",'+31 6 1,");
    assertThat(csv.out()).endsWith("\r\n");
  }

  @Test
  void whatIsNotSynchronizedYetIsNotPassedOver() {
    assertThat(office.run("pending").done().err()).contains("corp", "was never imported");
    office.run("run", "corp", "full-import").done();
    Outcome imported = office.run("pending").done().says("Nothing to export.");
    assertThat(imported.err()).contains("corp", "26", "not synchronized");
    assertThat(office.run("pending", "-o", "json").done().json().get("objects").isEmpty()).isTrue();
  }

  @Test
  void namesCannotSteerTheTerminal() {
    office.edit("corp.ldif", "displayName: ", "displayName:: G1szMW1ldmlsCg==\nx-old: ");
    synchronizeEverything();
    office.run("pending").done().says("\\u001b[31mevil").doesNotSay("\u001b");
    office.run("preview", "uid=" + Office.COMPANY.account(4)).done().doesNotSay("\u001b");
    office
        .run("explain", "accountName=" + Office.COMPANY.account(4), "displayName")
        .done()
        .doesNotSay("\u001b");
    office.run("cs", "search").done().doesNotSay("\u001b");
    office.run("mv", "search").done().doesNotSay("\u001b");
  }

  @Test
  void wrongNamesAreUsageErrors() {
    office.run("pending", "clowd").endedWith(2).complains("did you mean cloud?");
    office
        .run("pending", "--type", "delet")
        .endedWith(2)
        .complains("expected one of add, update, delete");
    office.run("pending", "-o", "html").endedWith(2).complains("table, json, csv");
  }
}
