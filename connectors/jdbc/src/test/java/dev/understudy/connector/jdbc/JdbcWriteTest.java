// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdbcWriteTest {
  private JdbcConnector connector = TestDatabase.connector(Map.of("tables", "x=x", "keys", "x=x"));

  @BeforeEach
  void tables() {
    TestDatabase.empty();
    TestDatabase.execute(
        """
        CREATE TABLE person (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, login text NOT NULL UNIQUE,
          born date, token uuid, rank int CHECK (rank < 100), code varchar(3), note text,
          manager bigint REFERENCES person)\
        """,
        "CREATE TABLE mail (person bigint REFERENCES person, address text CHECK (address <> 'bad'))",
        "CREATE TABLE badge (person bigint REFERENCES person)",
        "CREATE TABLE team (code text PRIMARY KEY, note text)",
        "CREATE TABLE membership (team text REFERENCES team, person bigint REFERENCES person,"
            + " since timestamptz DEFAULT now(), PRIMARY KEY (team, person))");
    connector =
        TestDatabase.connector(
            Map.of(
                "tables", "person=person\nteam=team",
                "queries", "view=SELECT 'v' AS key, 'x' AS remark",
                "keys", "person=id\nteam=code\nview=key",
                "names", "person=login",
                "lists", "person.mail=mail(person, address)\nteam.member=membership(team, person)",
                "references", "person.manager=person\nteam.member=person"));
  }

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  void theKeyThatTheDatabaseGaveIsTheAnchor() throws Exception {
    assertThat(write(person("ann").build()))
        .isEqualTo(new ExportOutcome.Accepted(Anchor.of("person/1"), null));
    assertThat(TestDatabase.query("SELECT id, login FROM person")).containsExactly("1|ann");
  }

  @Test
  void referencesAreWrittenAsKeysAndWaitForWhatIsNotThere() throws Exception {
    write(person("ann").build());
    ObjectDelta bob =
        add("person/bob", "person", Attributes.builder().add("manager", reference("person/ann")));
    write(bob);
    assertThat(TestDatabase.query("SELECT manager FROM person WHERE login = 'bob'"))
        .containsExactly("1");

    ObjectDelta team =
        add(
            "team/all",
            "team",
            Attributes.builder()
                .add("member", reference("person/ann"))
                .add("member", reference("person/nobody")));
    assertThat(write(team))
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            dependency -> {
              assertThat(dependency.error()).isEqualTo("dn-attributes-failure");
              assertThat(dependency.detail()).contains("person/nobody");
            });
    assertThat(TestDatabase.query("SELECT * FROM team")).isEmpty();
    assertThat(
            rejected(
                add("team/x", "team", Attributes.builder().add("member", reference("team/y")))))
        .isEqualTo("invalid-provisioning-attribute-value");
  }

  @Test
  void oneNewMemberIsOneNewRow() throws Exception {
    for (String login : List.of("ann", "bob", "cid")) {
      write(person(login).build());
    }
    write(
        add(
            "team/all",
            "team",
            Attributes.builder()
                .add("member", reference("person/ann"))
                .add("member", reference("person/bob"))));
    TestDatabase.execute("UPDATE membership SET since = '2000-01-01'");

    write(
        change(
            "team",
            "all",
            new AttributeChange.Update(
                "member",
                List.of(reference("person/cid"), reference("person/ann")),
                List.of(reference("person/bob"), reference("person/nobody")))));

    assertThat(TestDatabase.query("SELECT person, since < '2001-01-01' FROM membership ORDER BY 1"))
        .containsExactly("1|t", "3|f");
  }

  @Test
  void anObjectIsWrittenWholeOrNotAtAll() throws Exception {
    write(person("ann").add("note", "before").add("mail", "a@x").build());

    assertThat(
            rejected(
                change(
                    "person",
                    "1",
                    new AttributeChange.Replace("note", List.of(Value.of("after"))),
                    new AttributeChange.Update(
                        "mail", List.of(Value.of("b@x"), Value.of("bad")), List.of()))))
        .isEqualTo("constraint-violation");

    assertThat(TestDatabase.query("SELECT note FROM person")).containsExactly("before");
    assertThat(TestDatabase.query("SELECT address FROM mail")).containsExactly("a@x");
  }

  @Test
  void refusalsHaveTheNamesThatTheSpecificationGivesThem() throws Exception {
    write(person("ann").build());
    write(person("bob").build());
    assertThat(rejected(add("team/x", "team", Attributes.builder().add("nothing", "x"))))
        .isEqualTo("unexpected-provisioning-attribute");
    assertThat(rejected(person("c").add("born", "tomorrow").build()))
        .isEqualTo("invalid-attribute-value");
    assertThat(rejected(person("c").add("token", "no uuid").build()))
        .isEqualTo("invalid-attribute-value");
    assertThat(rejected(person("c").add("rank", "many").build()))
        .isEqualTo("invalid-attribute-value");
    assertThat(rejected(person("c").add("note", "nul \0 inside").build()))
        .isEqualTo("invalid-attribute-value");
    assertThat(rejected(person("c").add("rank", "100").build())).isEqualTo("constraint-violation");
    assertThat(rejected(person("c").add("code", "long").build()))
        .isEqualTo("insufficient-field-width");
    assertThat(rejected(person("c").add("note", "one", "two").build()))
        .isEqualTo("constraint-violation");
    assertThat(rejected(person("c").add("id", "7").build())).isEqualTo("readonly-attribute");
    assertThat(rejected(add("view/w", "view", Attributes.builder().add("remark", "x"))))
        .isEqualTo("no-export-to-this-object-type");
    assertThat(rejected(add("ann", "person", Attributes.builder()))).isEqualTo("invalid-dn");
    ObjectDelta rename =
        new ObjectDelta.Modify(
            Anchor.of("person/1"),
            Dn.flat("person/ann"),
            Dn.flat("person/bob"),
            "person",
            List.of());
    assertThat(rejected(rename)).isEqualTo("rename-to-existing-dn");
    assertThat(TestDatabase.query("SELECT login FROM person ORDER BY 1"))
        .containsExactly("ann", "bob");
  }

  @Test
  void aDeleteTakesItsListsAlongAndStopsAtWhatOthersHold() throws Exception {
    write(person("ann").add("mail", "a@x").build());
    write(person("bob").add("mail", "b@x").build());
    TestDatabase.execute("INSERT INTO badge VALUES (2)");

    write(new ObjectDelta.Delete(Anchor.of("person/1"), Dn.flat("person/ann"), "person"));
    assertThat(
            rejected(
                new ObjectDelta.Delete(Anchor.of("person/2"), Dn.flat("person/bob"), "person")))
        .isEqualTo("constraint-violation");

    assertThat(TestDatabase.query("SELECT login FROM person")).containsExactly("bob");
    assertThat(TestDatabase.query("SELECT address FROM mail")).containsExactly("b@x");
  }

  @Test
  void noValueIsEverTakenForSql() throws Exception {
    String evil = "x'); DROP TABLE person; --";
    write(
        add("person/" + evil, "person", Attributes.builder().add("note", evil).add("mail", evil)));
    write(
        change(
            "person", "1", new AttributeChange.Update("mail", List.of(), List.of(Value.of(evil)))));

    assertThat(TestDatabase.query("SELECT login, note FROM person"))
        .containsExactly(evil + "|" + evil);
    assertThat(TestDatabase.query("SELECT * FROM mail")).isEmpty();
  }

  @Test
  void aBatchIsWrittenOverSeveralConnections() throws Exception {
    List<ObjectDelta> batch = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      batch.add(person("p" + i).add("mail", i + "@x").build());
    }
    long begin = System.nanoTime();
    List<ExportOutcome> outcomes = connector.export(batch);

    System.out.printf(
        "wrote 1000 persons with a mail address each in %d ms%n",
        (System.nanoTime() - begin) / 1_000_000);
    assertThat(outcomes).hasSize(1_000).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(TestDatabase.query("SELECT count(*) FROM mail")).containsExactly("1000");
  }

  @Test
  void aDatabaseThatGoesAwayIsAnErrorOfTheCall() throws Exception {
    write(person("ann").build());
    TestDatabase.execute(
        """
        CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$\
        """,
        "CREATE TRIGGER fall BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION fall()");

    assertThatThrownBy(() -> write(person("bob").build()))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("connector test: writing failed");

    TestDatabase.execute("DROP TRIGGER fall ON person");
    assertThat(write(person("bob").build())).isInstanceOf(ExportOutcome.Accepted.class);
  }

  private ExportOutcome write(ObjectDelta delta) throws InterruptedException {
    return connector.export(List.of(delta)).getFirst();
  }

  private String rejected(ObjectDelta delta) throws InterruptedException {
    ExportOutcome outcome = write(delta);
    assertThat(outcome).isInstanceOf(ExportOutcome.Rejected.class);
    return ((ExportOutcome.Rejected) outcome).error();
  }

  private static ObjectDelta change(String type, String key, AttributeChange... changes) {
    return new ObjectDelta.Modify(
        Anchor.of(type + "/" + key), Dn.flat(type + "/" + key), null, type, List.of(changes));
  }

  private static ObjectDelta add(String dn, String type, Attributes.Builder attributes) {
    return new ObjectDelta.Add(Dn.flat(dn), type, attributes.build());
  }

  private static Value reference(String dn) {
    return Value.of(Dn.flat(dn));
  }

  private static Person person(String login) {
    return new Person(login, Attributes.builder());
  }

  private record Person(String login, Attributes.Builder attributes) {
    Person add(String name, String... texts) {
      attributes.add(name, texts);
      return this;
    }

    ObjectDelta build() {
      return JdbcWriteTest.add("person/" + login, "person", attributes);
    }
  }
}
