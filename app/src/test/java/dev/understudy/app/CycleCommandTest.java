// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CycleCommandTest {
  @TempDir Path folder;

  @Test
  void aCycleBringsTheTargetInStepAndASecondOneHasNothingToDo() throws Exception {
    Office office = Office.in(folder);
    office
        .run("cycle", "start", "initial", "--confirm")
        .done()
        .says("corp Full Import", "cloud Export", "export-add");
    assertThat(office.read("cloud.ldif").lines().filter(line -> line.startsWith("dn:")))
        .hasSize(26);

    office.run("cycle", "start", "delta").done().doesNotSay("export-", "stage-");
  }

  @Test
  void theRunsComeInTheOrderOfACycle() throws Exception {
    List<String> runs = new ArrayList<>();
    for (JsonNode run : Office.in(folder).json("cycle", "start", "delta")) {
      runs.add(run.get("connector").stringValue() + " " + run.get("profile").stringValue());
    }
    assertThat(runs)
        .containsExactly(
            "corp Full Import",
            "hr Full Import",
            "cloud Full Import",
            "corp Delta Synchronization",
            "hr Delta Synchronization",
            "cloud Delta Synchronization",
            "cloud Export",
            "hr Export",
            "corp Export");
  }

  @Test
  void oneChangeIsOneChange() throws Exception {
    Office office = Office.working(folder);
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.run("cycle", "start", "delta").done().says("stage-update", "export-update");
    assertThat(office.read("cloud.ldif")).contains("title: Head of Coffee");
  }

  @Test
  void aFailureOfOneConnectorIsTheResultOfTheCycleAndTheOthersGoOn() throws Exception {
    Office office = Office.working(folder);
    Files.delete(office.file("hr.csv"));
    office.edit("corp.ldif", "title: ", "title: Senior ");
    office
        .run("cycle", "start", "delta")
        .endedWith(1)
        .says("no-start-file-not-found", "hr.csv", "export-update");
  }

  @Test
  void aCycleIsOfOneKind() throws Exception {
    Office office = Office.in(folder);
    office.run("cycle", "start", "everything").endedWith(2).complains("delta", "initial");
    office.run("cycle").endedWith(2).complains("start");
  }
}
