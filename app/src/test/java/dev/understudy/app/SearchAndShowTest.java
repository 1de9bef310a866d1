// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SearchAndShowTest {
  private static final String ACCOUNT = Office.COMPANY.account(4);

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.working(folder);
  }

  @Test
  void anObjectIsFoundByEverythingThatPeopleKnowOfIt() {
    JsonNode byDn = office.json("cs", "search", Office.COMPANY.personDn(4));
    assertThat(byDn).hasSize(1);
    String id = byDn.get(0).get("id").toString();
    for (String query :
        new String[] {
          "#" + id,
          Office.COMPANY.personUuid(4),
          "uid=" + ACCOUNT,
          "UID=" + ACCOUNT,
          "uid=" + ACCOUNT.substring(0, ACCOUNT.length() - 1) + "*",
          "dn=uid=" + ACCOUNT + ",*"
        }) {
      assertThat(office.json("cs", "search", query, "--connector", "corp").toString())
          .as(query)
          .contains("\"id\":" + id + ",");
    }
    Outcome table = office.run("cs", "search", "uid=" + ACCOUNT).done();
    assertThat(table.line("cloud")).contains(ACCOUNT, "in step");
    office.run("cs", "search", "uid=nobody").done().says("Nothing found.");
  }

  @Test
  void statesNarrowASearch() {
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.run("run", "hr", "full-import").done();
    assertThat(office.json("cs", "search", "--pending-import")).hasSize(1);
    assertThat(office.json("cs", "search", "--pending-export").isEmpty()).isTrue();
    assertThat(office.json("cs", "search", "--disconnectors", "--connector", "hr")).hasSize(1);
    assertThat(office.json("cs", "search", "--type", "groupOfNames")).hasSize(4);
    assertThat(office.json("mv", "search", "--type", "group")).hasSize(2);
    office.run("run", "hr", "delta-sync").done();
    Outcome pending = office.run("cs", "search", "--pending-export").done();
    assertThat(pending.line(ACCOUNT)).contains("pending export");
  }

  @Test
  void aLongListComesInPages() {
    Outcome first = office.run("mv", "search", "--limit", "10").done();
    assertThat(first.out().lines()).hasSize(11);
    assertThat(first.err()).contains("--after ");
    String after = first.err().replaceAll("(?s).*--after (\\d+).*", "$1");
    JsonNode next = office.json("mv", "search", "--limit", "100", "--after", after);
    assertThat(next).hasSize(16);
    office.run("mv", "search", "--limit", "0").endedWith(2).complains("--limit");
  }

  @Test
  void everyLayerOfAnObjectIsShown() {
    office.edit("hr.csv", "Head of Tea", "Head of Coffee");
    office.run("run", "hr", "full-import").done();
    Outcome hr = office.run("cs", "show", "employee=100004").done();
    hr.says("hr person", "pending import", "HR person (10)");
    assertThat(hr.line("title")).contains("Head of Tea", "Head of Coffee");
    office.run("run", "hr", "delta-sync").done();
    Outcome cloud = office.run("cs", "show", "uid=" + ACCOUNT, "--connector", "cloud").done();
    cloud.says("pending export", "Cloud person (30) (provisioned it)");
    assertThat(cloud.line("title")).contains("Head of Tea", "Head of Coffee");
    JsonNode json = office.json("cs", "show", "uid=" + ACCOUNT, "--connector", "cloud");
    assertThat(json.get("identity").get("connector").stringValue()).isEqualTo("cloud");
    assertThat(json.get("link").get("provisioned").booleanValue()).isTrue();
  }

  @Test
  void referencesAreShownByNameAndAsManyAsWereAskedFor() {
    Outcome group = office.run("cs", "show", "cn=project-0", "--connector", "corp").done();
    assertThat(group.out().lines().filter(line -> line.contains("  member "))).hasSize(6);
    office
        .run("cs", "show", "cn=project-0", "--connector", "corp", "--references", "2")
        .done()
        .says("and more; --references shows them");
    Outcome metaverse = office.run("mv", "show", "cn=project-0").done();
    assertThat(metaverse.out().lines().filter(line -> line.contains("  member "))).hasSize(6);
  }

  @Test
  void everyValueOfTheMetaverseSaysWhereItComesFrom() {
    Outcome person = office.run("mv", "show", "employeeNumber=100004").done();
    assertThat(person.line("title")).contains("Head of Tea", "HR person (10)", "hr");
    assertThat(person.line("accountName")).contains(ACCOUNT, "Corp person (20)", "corp");
    person.says("JOINED", "cloud", "hr");
    JsonNode json = office.json("mv", "show", "uid=" + ACCOUNT + ",dc=cloud");
    assertThat(json.get("links")).hasSize(3);
  }

  @Test
  void anAmbiguousOrUnknownObjectIsNotGuessed() {
    office
        .run("cs", "show", "uid=" + ACCOUNT)
        .endedWith(1)
        .complains("means several objects", "corp", "cloud", "#identifier");
    office.run("cs", "show", "uid=nobody").endedWith(1).complains("uid=nobody", "attribute=value");
    office.run("mv", "show", "sn=*").endedWith(1).complains("means several objects");
    office
        .run("mv", "show", "employee=999999")
        .endedWith(1)
        .complains("not linked to the metaverse", "cs show");
  }

  @Test
  void aNameThatNothingHasIsNotJustNothingFound() {
    office.run("cs", "search", "--connector", "clod").endedWith(2).complains("did you mean cloud?");
    office.run("cs", "search", "titel=Head*").done().complains("titel", "did you mean title?");
    office.run("mv", "search", "titel=Head*").done().complains("titel", "did you mean title?");
    office.run("cs", "search", "--type", "persn").endedWith(2).complains("did you mean person?");
    office.run("mv", "search", "--type", "gruop").endedWith(2).complains("did you mean group?");
  }
}
