// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdbcReadTest {
  private final CollectingSink sink = new CollectingSink();

  @BeforeEach
  void emptyDatabase() {
    TestDatabase.empty();
  }

  @Test
  void everyTypeOfColumnIsReadAsWhatItIs() throws Exception {
    TestDatabase.execute(
        "CREATE TYPE mood AS ENUM ('glad', 'sad')",
        """
        CREATE TABLE person (
          id uuid PRIMARY KEY, small smallint, big bigint, digits numeric(18, 0),
          money numeric(10, 2), endless numeric, ratio double precision, code char(5), label text,
          yes boolean, photo bytea, born date, at time, seen timestamp, since timestamptz,
          mood mood, extra jsonb, nothing text)\
        """,
        """
        INSERT INTO person VALUES (
          '0af5a5b2-1111-4222-8333-444455556666', 7, 9000000000000000000, 123456789012345678,
          10.50, 12345678901234567890.5, 0.25, 'ab', '', true, '\\x00ff', '1999-12-31',
          '10:00', '2024-01-02 03:04:00', '2024-01-02 03:04:05.5+02', 'glad', '{"a": 1}', NULL)\
        """);

    readAll(Map.of("tables", "person=person", "keys", "person=id"));

    ImportedChange.Present row = sink.present().getFirst();
    Attributes attributes = row.attributes();
    assertThat(row.anchor()).isEqualTo(Anchor.of("0af5a5b2-1111-4222-8333-444455556666"));
    assertThat(attributes.get("small")).containsExactly(Value.of(7));
    assertThat(attributes.get("big")).containsExactly(Value.of(9_000_000_000_000_000_000L));
    assertThat(attributes.get("digits")).containsExactly(Value.of(123_456_789_012_345_678L));
    assertThat(attributes.get("money")).containsExactly(Value.of("10.50"));
    assertThat(attributes.get("endless")).containsExactly(Value.of("12345678901234567890.5"));
    assertThat(attributes.get("ratio")).containsExactly(Value.of("0.25"));
    assertThat(attributes.get("code")).containsExactly(Value.of("ab"));
    assertThat(attributes.get("label")).containsExactly(Value.of(""));
    assertThat(attributes.get("yes")).containsExactly(Value.of(true));
    assertThat(attributes.get("photo")).containsExactly(Value.of(new byte[] {0, -1}));
    assertThat(attributes.get("born")).containsExactly(Value.of("1999-12-31"));
    assertThat(attributes.get("at")).containsExactly(Value.of("10:00:00"));
    assertThat(attributes.get("seen")).containsExactly(Value.of("2024-01-02T03:04:00"));
    assertThat(attributes.get("since")).containsExactly(Value.of("2024-01-02T01:04:05.500Z"));
    assertThat(attributes.get("mood")).containsExactly(Value.of("glad"));
    assertThat(attributes.get("extra")).containsExactly(Value.of("{\"a\": 1}"));
    assertThat(attributes.names()).doesNotContain("nothing");
  }

  @Test
  void aForeignKeyIsReadAsTheNameOfItsRow() throws Exception {
    TestDatabase.execute(
        "CREATE TABLE person (id int PRIMARY KEY, login text, manager int REFERENCES person)",
        "INSERT INTO person VALUES (1, 'ann', NULL), (2, 'bob', 1)",
        "CREATE TABLE team (id int PRIMARY KEY, name text)",
        "CREATE TABLE membership (team int, person int)",
        "INSERT INTO team VALUES (1, 'all'), (2, 'none')",
        "INSERT INTO membership VALUES (1, 1), (1, 2), (1, 2)");

    readAll(
        Map.of(
            "tables", "person=person\nteam=team",
            "keys", "person=id\nteam=id",
            "names", "person=login\nteam=name",
            "lists", "team.member=membership(team, person)",
            "references", "person.manager=person\nteam.member=person"));

    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactlyInAnyOrder(
            Dn.flat("person/ann"),
            Dn.flat("person/bob"),
            Dn.flat("team/all"),
            Dn.flat("team/none"));
    assertThat(object("person/bob").attributes().get("manager"))
        .containsExactly(Value.of(Dn.flat("person/ann")));
    assertThat(object("person/bob").anchor()).isEqualTo(Anchor.of("person/2"));
    assertThat(object("team/all").attributes().get("member"))
        .containsExactlyInAnyOrder(
            Value.of(Dn.flat("person/ann")), Value.of(Dn.flat("person/bob")));
    assertThat(object("team/none").attributes().names()).doesNotContain("member");
  }

  @Test
  void aQueryIsReadLikeATableAndAFilterHolds() throws Exception {
    TestDatabase.execute(
        "CREATE TABLE person (id int PRIMARY KEY, first text, last text, retired date)",
        "INSERT INTO person VALUES (1, 'Ann', 'Lee', NULL), (2, 'Bob', 'Ray', '2020-01-01')",
        "CREATE TABLE role (person int, role text, until date)",
        "INSERT INTO role VALUES (1, 'admin', NULL), (1, 'guest', '2020-01-01')");

    readAll(
        Map.of(
            "queries", "person=SELECT id, first || ' ' || last AS full_name, retired FROM person;",
            "keys", "person=id",
            "attributes", "person.full_name=displayName",
            "filter", "person=retired IS NULL",
            "list-queries", "person.roles=SELECT person, role FROM role WHERE until IS NULL"));

    assertThat(sink.present()).hasSize(1);
    assertThat(object("1").attributes().get("displayName")).containsExactly(Value.of("Ann Lee"));
    assertThat(object("1").attributes().get("roles")).containsExactly(Value.of("admin"));
  }

  @Test
  void namesThatNeedQuotesGetThem() throws Exception {
    TestDatabase.execute(
        "CREATE SCHEMA \"Human Resources\"",
        "CREATE TABLE \"Human Resources\".\"select\" (\"Order\" int, \"a \"\"b\"\"\" text, \"user\" text)",
        "INSERT INTO \"Human Resources\".\"select\" VALUES (1, 'x', 'y')");

    readAll(
        Map.of(
            "tables", "person=\"Human Resources\".SELECT",
            "keys", "person=\"Order\"",
            "names", "person=user"));

    assertThat(object("y").attributes().get("a \"b\"")).containsExactly(Value.of("x"));
    TestDatabase.execute("DROP SCHEMA \"Human Resources\" CASCADE");
  }

  @Test
  void listsThatAreTooLongToBeKeptTogetherAreReadInPieces() throws Exception {
    TestDatabase.execute(
        "CREATE TABLE team (id int PRIMARY KEY)",
        "INSERT INTO team SELECT generate_series(1, 5)",
        "CREATE TABLE member (team int, person text)",
        "INSERT INTO member SELECT t, 'p' || p FROM generate_series(1, 5) t,"
            + " generate_series(1, 60000) p");

    readAll(
        Map.of(
            "tables", "team=team", "keys", "team=id", "lists", "team.member=member(team, person)"));

    assertThat(sink.present()).hasSize(5);
    assertThat(sink.present())
        .allSatisfy(team -> assertThat(team.attributes().get("member")).hasSize(60_000));
  }

  /// The rows together are larger than the memory of the test.
  @Test
  void aTableIsNeverInMemoryAsAWhole() throws Exception {
    TestDatabase.execute(
        "CREATE TABLE person (id int PRIMARY KEY, big text)",
        "INSERT INTO person SELECT n, repeat('x', 25000) FROM generate_series(1, 50000) n");
    JdbcConnector connector =
        TestDatabase.connector(Map.of("tables", "person=person", "keys", "person=id"));
    long[] seen = new long[2];

    ReadEnd end =
        connector.readAll(
            TestDatabase.everything(connector),
            new ImportSink() {
              @Override
              public void accept(ImportedChange change) {
                seen[0]++;
                if (change instanceof ImportedChange.Present present) {
                  seen[1] += present.attributes().get("big").getFirst().toString().length();
                }
              }

              @Override
              public void reject(DiscoveryError error) {
                throw new AssertionError(error);
              }
            });

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(seen[0]).isEqualTo(50_000);
    assertThat(seen[1]).isEqualTo(1_250_000_000L);
  }

  @Test
  void aRowWithoutKeyOrNameCostsNoOther() throws Exception {
    TestDatabase.execute(
        "CREATE TABLE person (id text, login text)",
        "INSERT INTO person VALUES (NULL, 'a'), ('2', NULL), (repeat('k', 600), 'c'), ('4', 'd')");

    readAll(Map.of("tables", "person=person", "keys", "person=id", "names", "person=login"));

    assertThat(sink.present()).hasSize(1);
    assertThat(sink.errors())
        .extracting(DiscoveryError::name)
        .containsExactly("missing-anchor-component", "missing-dn", "anchor-too-long");
  }

  @Test
  void whatTheSettingsNameAndTheDatabaseHasNotIsNamed() {
    TestDatabase.execute("CREATE TABLE person (id int, login text)");

    assertConfiguration(Map.of("tables", "person=persons", "keys", "person=id"), "persons");
    assertConfiguration(
        Map.of("tables", "person=person", "keys", "person=nr"), "\"keys\"", "id, login", "nr");
    assertConfiguration(
        Map.of("queries", "person=SELECT 1 AS id FROM", "keys", "person=id"), "SQL");
    assertConfiguration(
        Map.of("tables", "person=person", "keys", "person=id", "references", "person.boss=person"),
        "references",
        "boss");
    assertConfiguration(
        Map.of(
            "tables", "person=person",
            "queries", "team=SELECT 'x' AS id",
            "keys", "person=id\nteam=id"),
        "id is",
        "another name");
  }

  private static void assertConfiguration(Map<String, String> settings, String... words) {
    assertThatThrownBy(() -> TestDatabase.connector(settings).schema())
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContainingAll(words);
  }

  @Test
  void settingsThatCannotWorkAreRefusedAtOnce() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("tables", "person=person", "keys", "group=id"),
            Map.of("keys", "person=id"),
            Map.of("tables", "person=person", "keys", "person=id", "lists", "person.a=b"),
            Map.of("tables", "person=person", "keys", "person=id", "filter", "team=x"),
            Map.of("tables", "person=person", "keys", "person=id", "references", "person.a=team"),
            Map.of("tables", "a=a\nb=b", "keys", "a=id\nb=id", "change-columns", "a=x"),
            Map.of("url", "postgresql://x", "tables", "a=a", "keys", "a=id"))) {
      assertThatThrownBy(() -> TestDatabase.connector(wrong))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }
  }

  private ReadEnd readAll(Map<String, String> settings) throws InterruptedException {
    try (JdbcConnector connector = TestDatabase.connector(new HashMap<>(settings))) {
      return connector.readAll(TestDatabase.everything(connector), sink);
    }
  }

  private ImportedChange.Present object(String dn) {
    return sink.present().stream()
        .filter(object -> object.dn().equals(Dn.flat(dn)))
        .findFirst()
        .orElseThrow();
  }
}
