// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HistoryCommandTest {
  @TempDir Path folder;

  @Test
  void whatRanIsListedNewestFirstAndOneRunIsShownWhole() throws Exception {
    Office office = Office.in(folder);
    office.run("history").done().says("Nothing ran yet.");
    office.run("run", "corp", "full-import").done();
    office.run("run", "corp", "full-sync").done();
    office.run("run", "hr", "delta-import").endedWith(1);
    Outcome list = office.run("history").done();
    assertThat(list.out().lines()).hasSize(4);
    assertThat(list.out().lines().skip(1).findFirst().orElseThrow())
        .contains("hr", "Delta Import", "no-start-full-import-required");
    JsonNode runs = office.json("history", "--connector", "corp");
    assertThat(runs).hasSize(2);
    String id = runs.get(1).get("id").toString();
    office.run("history", id).done().says("corp Full Import", "stage-add", "26", "success");
    assertThat(office.json("history", id).get("steps").get(0).get("counters").toString())
        .contains("\"stage-add\":26");
    assertThat(office.json("history", "--limit", "1")).hasSize(1);
    assertThat(office.json("history", "--before", id).isEmpty()).isTrue();
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    Office office = Office.in(folder);
    office.run("run", "corp", "full-import").done();
    office.run("history", "4711").endedWith(1).complains("no run 4711", "understudy history");
    office.run("history", "--connector", "crop").endedWith(2).complains("did you mean corp?");
    office.run("history", "--connector", "hr").done().says("Nothing ran yet.");
    office.run("history", "--limit", "0").endedWith(2).complains("--limit");
  }

  @Test
  void errorsOfObjectsStandUnderTheirRun() throws Exception {
    Office office = Office.in(folder);
    office.edit("rules/corp-person.yaml", "LCase([mail])", "Error(\"mail is missing\")");
    office.run("run", "corp", "full-import").done();
    office
        .run("run", "corp", "full-sync")
        .endedWith(1)
        .says("completed-sync-errors", "flow-failure", "mail is missing");
    String id = office.json("history").get(0).get("id").toString();
    Outcome run = office.run("history", id, "--limit", "3").done();
    assertThat(run.out().lines().filter(line -> line.contains("mail is missing"))).hasSize(3);
    run.says("and more errors");
  }
}
