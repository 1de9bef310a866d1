// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.Connector;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Dn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class InMemoryConnectorContractTest extends ConnectorContractTest {
  private static final Dn BASE = Dn.of("dc=example,dc=com");
  private FaultyConnector connector = new FaultyConnector(new InMemoryConnector(directory(false)));

  static InMemoryDirectory directory(boolean followsReferences) {
    Schema schema =
        Schema.of(
            List.of(
                new ObjectTypeDefinition(
                    "user",
                    Set.of("cn", "title", "mail", "manager", "level", "active", "photo"),
                    Set.of("cn")),
                new ObjectTypeDefinition("group", Set.of("cn", "member"), Set.of()),
                new ObjectTypeDefinition("organizationalUnit", Set.of(), Set.of())),
            List.of(
                AttributeDefinition.single("cn", AttributeType.STRING),
                AttributeDefinition.single("title", AttributeType.STRING),
                AttributeDefinition.multi("mail", AttributeType.STRING),
                AttributeDefinition.single("manager", AttributeType.REFERENCE),
                AttributeDefinition.multi("member", AttributeType.REFERENCE),
                AttributeDefinition.single("level", AttributeType.NUMBER),
                AttributeDefinition.single("active", AttributeType.BOOLEAN),
                AttributeDefinition.single("photo", AttributeType.BINARY)));
    return new InMemoryDirectory(schema, List.of(BASE), followsReferences);
  }

  @Override
  protected Connector open() {
    connector = new FaultyConnector(new InMemoryConnector(directory(false)));
    return connector;
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(
        new FaultyConnector(new InMemoryConnector(directory(false))).breakReadAfter(0));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(() -> connector.breakReadAfter(3));
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "user",
        "group",
        name -> Dn.of("cn=" + Dn.escapeRdnValue(name), BASE),
        "cn",
        new ContractNames.Kinds(
            null, "title", "mail", "member", new ContractNames.Typed("level", "active", "photo")));
  }
}
