// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import dev.understudy.value.Value;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes that triggers note; the statements are those of the documentation.
final class JdbcLogTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tables", "person=person",
          "keys", "person=id",
          "lists", "person.mail=mail(person, address)",
          "change-log", "understudy_changes",
          "change-log-columns", "position=tx",
          "change-position", "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");

  @BeforeEach
  void tables() {
    TestDatabase.empty();
    TestDatabase.execute(
        "CREATE TABLE person (id int PRIMARY KEY, name text)",
        "CREATE TABLE mail (person int, address text)",
        """
        CREATE TABLE understudy_changes (
          tx bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
          object_type text NOT NULL,
          object_key text NOT NULL,
          PRIMARY KEY (tx, object_type, object_key))\
        """,
        """
        CREATE FUNCTION understudy_note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP <> 'INSERT' THEN
            INSERT INTO understudy_changes (object_type, object_key)
            VALUES (TG_ARGV[0], to_jsonb(OLD) ->> TG_ARGV[1]) ON CONFLICT DO NOTHING;
          END IF;
          IF TG_OP <> 'DELETE' THEN
            INSERT INTO understudy_changes (object_type, object_key)
            VALUES (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1]) ON CONFLICT DO NOTHING;
          END IF;
          RETURN NULL;
        END $$\
        """,
        "CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON person"
            + " FOR EACH ROW EXECUTE FUNCTION understudy_note('person', 'id')",
        "CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON mail"
            + " FOR EACH ROW EXECUTE FUNCTION understudy_note('person', 'person')",
        "INSERT INTO person VALUES (1, 'ann'), (2, 'bob'), (3, 'cid')");
  }

  @Test
  void insertsUpdatesDeletesAndChangesOfListsAreReportedOnce() throws Exception {
    Watermark since = next(readAll(SETTINGS));
    TestDatabase.execute(
        "INSERT INTO person VALUES (4, 'dee')",
        "UPDATE person SET name = 'bobby' WHERE id = 2",
        "UPDATE person SET name = 'bobby!' WHERE id = 2",
        "INSERT INTO mail VALUES (1, 'ann@example.com')",
        "DELETE FROM person WHERE id = 3");

    CollectingSink sink = new CollectingSink();
    Watermark then = next(read(SETTINGS, since, sink));

    assertThat(sink.changes()).hasSize(4);
    assertThat(sink.changes().getFirst())
        .isEqualTo(new ImportedChange.Deleted(Anchor.of("3"), null));
    assertThat(sink.present())
        .extracting(object -> object.attributes().get("name"))
        .containsExactlyInAnyOrder(
            List.of(Value.of("dee")), List.of(Value.of("bobby!")), List.of(Value.of("ann")));
    assertThat(sink.present())
        .filteredOn(object -> object.anchor().equals(Anchor.of("1")))
        .allSatisfy(object ->
            assertThat(object.attributes().get("mail"))
                .containsExactly(Value.of("ann@example.com")));

    CollectingSink nothing = new CollectingSink();
    assertThat(read(SETTINGS, then, nothing)).isInstanceOf(ReadEnd.Complete.class);
    assertThat(nothing.changes()).isEmpty();
  }

  @Test
  void aTransactionThatEndsLateIsNotMissed() throws Exception {
    for (Map<String, String> settings : List.of(SETTINGS, withoutPositionQuery())) {
      Watermark since = next(readAll(settings));
      try (Connection slow = TestDatabase.connect();
          Statement statement = slow.createStatement()) {
        slow.setAutoCommit(false);
        statement.execute("UPDATE person SET name = 'slow' WHERE id = 1");
        TestDatabase.execute("UPDATE person SET name = 'quick' WHERE id = 2");
        CollectingSink first = new CollectingSink();
        Watermark then = next(read(settings, since, first));
        assertThat(first.present())
            .extracting(ImportedChange.Present::anchor)
            .contains(Anchor.of("2"));
        slow.commit();

        CollectingSink second = new CollectingSink();
        next(read(settings, then, second));
        assertThat(second.present())
            .filteredOn(object -> object.anchor().equals(Anchor.of("1")))
            .extracting(object -> object.attributes().get("name"))
            .containsExactly(List.of(Value.of("slow")));
      }
    }
  }

  @Test
  void aLogThatLostWhatWasNotReadAsksForAFullRead() throws Exception {
    Map<String, String> settings = withoutPositionQuery();
    settings.put("change-overlap-count", "0");
    Watermark since = next(readAll(settings));
    TestDatabase.execute(
        "UPDATE person SET name = 'x' WHERE id = 1",
        "UPDATE person SET name = 'y' WHERE id = 2",
        "DELETE FROM understudy_changes WHERE tx < (SELECT max(tx) FROM understudy_changes)");

    CollectingSink sink = new CollectingSink();
    assertThat(read(settings, since, sink)).isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(sink.changes()).isEmpty();
  }

  @Test
  void aLogOfWhichTheLastLineIsKeptMayBeEmptied() throws Exception {
    Map<String, String> settings = withoutPositionQuery();
    Watermark since = next(readAll(settings));
    TestDatabase.execute(
        "DELETE FROM understudy_changes WHERE tx < (SELECT max(tx) FROM understudy_changes)",
        "UPDATE person SET name = 'y' WHERE id = 2");

    CollectingSink sink = new CollectingSink();
    assertThat(read(settings, since, sink)).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.present()).extracting(ImportedChange.Present::anchor).contains(Anchor.of("2"));
  }

  @Test
  void aLogThatWasBegunAnewAsksForAFullRead() throws Exception {
    Map<String, String> settings = withoutPositionQuery();
    Watermark since = next(readAll(settings));
    TestDatabase.execute(
        "DELETE FROM understudy_changes",
        "INSERT INTO understudy_changes VALUES (1, 'person', '1')");

    assertThat(read(settings, since, new CollectingSink()))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
  }

  private static Map<String, String> withoutPositionQuery() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.remove("change-position");
    return settings;
  }

  private static ReadEnd readAll(Map<String, String> settings) throws InterruptedException {
    try (JdbcConnector connector = TestDatabase.connector(settings)) {
      return connector.readAll(TestDatabase.everything(connector), new CollectingSink());
    }
  }

  private static ReadEnd read(Map<String, String> settings, Watermark since, CollectingSink sink)
      throws InterruptedException {
    try (JdbcConnector connector = TestDatabase.connector(settings)) {
      return connector.readChanges(TestDatabase.everything(connector), since, sink);
    }
  }

  private static Watermark next(ReadEnd end) {
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }
}
