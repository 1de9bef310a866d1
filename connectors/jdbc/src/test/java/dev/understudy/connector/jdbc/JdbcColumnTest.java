// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes that a column tells.
final class JdbcColumnTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tables", "person=person",
          "keys", "person=id",
          "filter", "person=gone IS NULL",
          "change-columns", "person=version",
          "change-overlap-count", "0");

  @BeforeEach
  void tables() {
    TestDatabase.empty();
    TestDatabase.execute(
        "CREATE SEQUENCE versions",
        """
        CREATE TABLE person (
          id int PRIMARY KEY, name text, gone date, version bigint DEFAULT nextval('versions'))\
        """,
        "INSERT INTO person SELECT n, 'person' || n FROM generate_series(1, 1000) n");
  }

  @Test
  void whatChangedOrCameIsReportedAndNothingElse() throws Exception {
    Watermark since = next(readAll());
    TestDatabase.execute(
        "UPDATE person SET name = 'x', version = nextval('versions') WHERE id = 7",
        "INSERT INTO person VALUES (1001, 'new')");

    CollectingSink sink = new CollectingSink();
    Watermark then = next(readChanges(since, sink));

    assertThat(sink.present())
        .extracting(ImportedChange.Present::anchor)
        .containsExactlyInAnyOrder(Anchor.of("7"), Anchor.of("1000"), Anchor.of("1001"));
    CollectingSink again = new CollectingSink();
    next(readChanges(then, again));
    assertThat(again.present())
        .extracting(ImportedChange.Present::anchor)
        .containsExactly(Anchor.of("1001"));
  }

  @Test
  void aRowThatIsMarkedAsGoneIsReportedAsDeleted() throws Exception {
    Watermark since = next(readAll());
    TestDatabase.execute(
        "UPDATE person SET gone = now(), version = nextval('versions') WHERE id = 7");

    CollectingSink sink = new CollectingSink();
    Watermark then = next(readChanges(since, sink));

    assertThat(sink.changes()).contains(new ImportedChange.Deleted(Anchor.of("7"), null));
    TestDatabase.execute(
        "UPDATE person SET gone = NULL, version = nextval('versions') WHERE id = 7");
    CollectingSink back = new CollectingSink();
    next(readChanges(then, back));
    assertThat(back.present())
        .extracting(ImportedChange.Present::anchor)
        .containsExactly(Anchor.of("7"));
  }

  @Test
  void aRowThatVanishedAsksForAFullReadAlsoWhenAnotherCame() throws Exception {
    Watermark since = next(readAll());
    TestDatabase.execute(
        "DELETE FROM person WHERE id = 7", "INSERT INTO person VALUES (1001, 'new')");

    CollectingSink sink = new CollectingSink();
    assertThat(readChanges(since, sink)).isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(sink.changes()).isEmpty();
  }

  @Test
  void manyNewRowsAreNoReasonForAFullRead() throws Exception {
    Watermark since = next(readAll());
    TestDatabase.execute(
        "UPDATE person SET version = nextval('versions') WHERE id % 10 = 0",
        "INSERT INTO person SELECT n, 'person' || n FROM generate_series(2001, 3000) n");

    CollectingSink sink = new CollectingSink();
    next(readChanges(since, sink));

    assertThat(sink.present()).hasSize(1_100);
  }

  private static ReadEnd readAll() throws InterruptedException {
    try (JdbcConnector connector = TestDatabase.connector(SETTINGS)) {
      return connector.readAll(TestDatabase.everything(connector), new CollectingSink());
    }
  }

  private static ReadEnd readChanges(Watermark since, CollectingSink sink)
      throws InterruptedException {
    try (JdbcConnector connector = TestDatabase.connector(SETTINGS)) {
      return connector.readChanges(TestDatabase.everything(connector), since, sink);
    }
  }

  private static Watermark next(ReadEnd end) {
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }
}
