// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.value.Dn;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/// A database of another dialect: names in upper case, keys that are names, a change column.
final class JdbcColumnContractTest extends ConnectorContractTest {
  private static final ConnectorFactory FACTORY = new JdbcConnectorFactory();

  @Override
  protected Connector open() throws Exception {
    String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE person (
            login varchar(200) PRIMARY KEY,
            note varchar(1000), "rank" integer, active boolean, photo varbinary(1000),
            updated timestamp with time zone
              DEFAULT current_timestamp ON UPDATE current_timestamp)\
          """);
      statement.execute(
          "CREATE TABLE phone (person varchar(200) REFERENCES person, number varchar(100))");
    }
    return FACTORY.create(
        "test",
        Map.of(
            "url", url,
            "tables", "person=person",
            "keys", "person=login",
            "lists", "person.phones=phone(person, number)",
            "attributes",
                "person.login=name\nperson.note=note\nperson.\"rank\"=rank\n"
                    + "person.active=active\nperson.photo=photo",
            "change-columns", "person=updated"));
  }

  @Override
  protected boolean canRename() {
    return false;
  }

  @Override
  protected boolean reportsChanges() {
    return false;
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "person",
        "team",
        Dn::flat,
        "name",
        new ContractNames.Kinds(
            null, "note", "phones", null, new ContractNames.Typed("rank", "active", "photo")));
  }
}
