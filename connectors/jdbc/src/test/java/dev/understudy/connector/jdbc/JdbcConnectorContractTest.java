// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.value.Dn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// PostgreSQL with keys of its own, names that may change, and a change log.
final class JdbcConnectorContractTest extends ConnectorContractTest {
  private static final String[] TABLES = {
    """
    CREATE TABLE person (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE,
      note text, rank integer, active boolean, photo bytea)\
    """,
    "CREATE TABLE phone (person bigint REFERENCES person, number text, PRIMARY KEY (person, number))",
    "CREATE TABLE team (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE)",
    "CREATE TABLE member (team bigint REFERENCES team, person text, PRIMARY KEY (team, person))",
    """
    CREATE TABLE changes (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      object_type text NOT NULL, object_key text NOT NULL)\
    """,
    """
    CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        INSERT INTO changes (object_type, object_key)
        VALUES (TG_ARGV[0], to_jsonb(OLD) ->> TG_ARGV[1]);
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO changes (object_type, object_key)
        VALUES (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1]);
      END IF;
      RETURN NULL;
    END $$\
    """,
    trigger("person", "person", "id"),
    trigger("phone", "person", "person"),
    trigger("team", "team", "id"),
    trigger("member", "team", "team"),
  };

  private static String trigger(String table, String type, String key) {
    return "CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION note_change('%s', '%s')"
        .formatted(table, type, key);
  }

  @Override
  protected Connector open() {
    TestDatabase.empty();
    TestDatabase.execute(TABLES);
    return TestDatabase.connector(settings());
  }

  private static Map<String, String> settings() {
    return Map.of(
        "tables", "person=person\nteam=team",
        "keys", "person=id\nteam=id",
        "names", "person=name\nteam=name",
        "lists", "person.phones=phone(person, number)\nteam.members=member(team, person)",
        "references", "team.members=names",
        "change-log", "changes",
        "qualified", "true");
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("password", "wrong");
    return Optional.of(TestDatabase.connector(settings));
  }

  @Override
  protected Optional<Connector> unreachable() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("url", "jdbc:postgresql://127.0.0.1:1/postgres");
    return Optional.of(TestDatabase.connector(settings));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(() ->
        TestDatabase.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'understudy'"));
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "person",
        "team",
        name -> Dn.flat((name.equals("all") ? "team/" : "person/") + name),
        "name",
        new ContractNames.Kinds(
            null, "note", "phones", "members", new ContractNames.Typed("rank", "active", "photo")));
  }
}
