// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConnectorsCommandTest {
  @TempDir Path folder;

  @Test
  void everyDirectoryIsAsked() throws Exception {
    Office office = Office.in(folder);
    Outcome test = office.run("connectors", "test").done();
    assertThat(test.line("corp")).contains("ldif", "reachable", "corp.ldif");
    assertThat(test.line("hr")).contains("csv", "reachable", "3 columns");
    assertThat(office.json("connectors", "test", "hr")).hasSize(1);
  }

  @Test
  void oneThatDoesNotAnswerIsAFailureAndTheOthersAreAskedAllTheSame() throws Exception {
    Office office = Office.in(folder);
    Files.delete(office.file("hr.csv"));
    office.edit("corp.ldif", "dn: " + Office.COMPANY.personDn(0), "This is no LDIF\ndn: x");
    Outcome test = office.run("connectors", "test").endedWith(1);
    assertThat(test.line("hr ")).contains("hr.csv").doesNotContain("reachable");
    assertThat(test.line("corp ")).contains("no LDIF file");
    assertThat(test.line("cloud ")).contains("reachable");
    office.run("connectors", "test", "kloud").endedWith(2).complains("did you mean cloud?");
  }

  @Test
  void whatIsInEachConnectorSpaceIsCounted() throws Exception {
    Office office = Office.in(folder);
    Outcome before = office.run("connectors", "show").done();
    assertThat(before.line("corp")).contains("never");
    office.run("cycle", "start", "initial", "--confirm").done();
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.run("run", "hr", "full-import").done();
    office.run("run", "hr", "delta-sync").done();
    JsonNode connectors = office.json("connectors", "show");
    JsonNode hr = connectors.get(1);
    assertThat(hr.get("connector").stringValue()).isEqualTo("hr");
    assertThat(hr.get("objects").intValue()).isEqualTo(3);
    assertThat(hr.get("lastRun").get("result").stringValue()).isEqualTo("success");
    JsonNode cloud = connectors.get(2);
    assertThat(cloud.get("objects").intValue()).isEqualTo(26);
    assertThat(cloud.get("pendingExports").intValue()).isEqualTo(1);
    assertThat(office.run("connectors", "show").done().line("cloud")).contains("26", "success");
  }
}
