// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.store.StoreException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What cannot be opened or written at a server, and what the message says.
final class PostgresRefusalTest {
  private static Optional<PostgresInstance> server = Optional.empty();

  @BeforeAll
  static void startServer() {
    server = Optional.of(new PostgresInstance());
  }

  @AfterAll
  static void stopServer() {
    server.ifPresent(PostgresInstance::close);
  }

  private static StoreSettings settings(String url) {
    return server.orElseThrow().settings(url);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = server.orElseThrow().connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertRefused(StoreSettings settings, Code code, String... texts) {
    assertThatThrownBy(() -> SqlStores.open(settings).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(texts).doesNotContain("no such secret");
            });
  }

  @Test
  void aWrongPasswordIsRefusedWithoutPrintingIt() {
    String url = server.orElseThrow().url("postgres");
    assertRefused(
        new StoreSettings(url, "understudy", "no such secret", 64),
        Code.UNAVAILABLE,
        "user or the password");
    assertRefused(
        new StoreSettings(url + "?user=understudy&password=no such secret", null, null, 64),
        Code.UNAVAILABLE,
        "user or the password");
  }

  @Test
  void aDatabaseASchemaOrAServerThatIsNotThereIsRefused() {
    PostgresInstance instance = server.orElseThrow();
    assertRefused(settings(instance.url("missing")), Code.UNAVAILABLE, "CREATE DATABASE");
    assertRefused(
        settings(instance.url("postgres") + "?currentSchema=missing"),
        Code.UNAVAILABLE,
        "CREATE SCHEMA");
    assertRefused(
        settings("jdbc:postgresql://127.0.0.1:1/store"), Code.UNAVAILABLE, "cannot be reached");
  }

  @Test
  void twoSchemasOfOneDatabaseAreTwoStores() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    execute(url, "CREATE SCHEMA one");
    execute(url, "CREATE SCHEMA two");
    try (Store one = SqlStores.open(settings(url + "?currentSchema=one"));
        Store two = SqlStores.open(settings(url + "?currentSchema=two"))) {
      one.write(List.of(new Change.PutNote("k", "one")));
      assertThat(two.note("k")).isEmpty();
      assertThat(one.note("k")).hasValue("one");
    }
  }

  @Test
  void theTablesOfAnotherProgramAreRefusedAndUntouched() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    execute(url, "CREATE TABLE bookmarks (id INTEGER)");
    assertRefused(settings(url), Code.VERSION, "bookmarks", "no store");
    execute(url, "INSERT INTO bookmarks VALUES (1)");
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    SqlStores.open(settings(url)).close();
    execute(url, "INSERT INTO understudy_version VALUES (4711)");
    assertRefused(settings(url), Code.VERSION, "4711", "newer");
  }

  @Test
  void aUserWhoMayNotCreateTablesIsToldSo() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    execute(url, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
    assertRefused(
        new StoreSettings(url, "guest", "guest", 64), Code.UNAVAILABLE, "must own the schema");
  }

  @Test
  void theStoreOfALivingProcessIsRefusedWithItsProcessNumber() throws Exception {
    String url = server.orElseThrow().newDatabase();
    try (CrashingWriter.Running holder = CrashingWriter.start(url)) {
      holder.awaitLists(1);
      assertRefused(settings(url), Code.LOCKED, "process " + holder.process().pid());
    }
  }

  @Test
  void aWriteIsRefusedWhenTheStoreIsNotWhatThisProcessLeft() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    try (Store store = SqlStores.open(settings(url))) {
      store.write(List.of(new Change.PutNote("k", "mine")));
      execute(url, "UPDATE store_state SET writes = writes - 1");
      assertThatThrownBy(() -> store.write(List.of(new Change.PutNote("k", "lost"))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not what this process left");
      assertThat(store.note("k")).hasValue("mine");
    }
  }

  @Test
  void aSessionThatTheOperatorEndedIsReplacedAndNothingIsWrittenTwice() throws SQLException {
    String url = server.orElseThrow().newDatabase();
    try (Store store = SqlStores.open(settings(url))) {
      for (int i = 0; i < 5; i++) {
        execute(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE"
                + " 'understudy (%' AND datname = current_database()");
        store.write(List.of(new Change.PutNote("k", "write " + i)));
        assertThat(store.note("k")).hasValue("write " + i);
      }
    }
  }
}
