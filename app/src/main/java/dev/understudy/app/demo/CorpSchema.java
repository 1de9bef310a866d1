// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The part of the schema of Active Directory that the company uses.
final class CorpSchema {
  private static final List<String> TEXTS =
      List.of(
          "c",
          "cn",
          "co",
          "company",
          "department",
          "description",
          "displayName",
          "employeeID",
          "givenName",
          "l",
          "mail",
          "mobile",
          "ou",
          "physicalDeliveryOfficeName",
          "postalCode",
          "sAMAccountName",
          "sn",
          "st",
          "streetAddress",
          "telephoneNumber",
          "title",
          "userPrincipalName");
  private static final List<String> TEXT_LISTS = List.of("objectClass", "proxyAddresses");
  private static final List<String> NUMBERS = List.of("groupType", "userAccountControl");
  private static final List<String> BYTES = List.of("objectGUID", "objectSid");
  private static final String MANAGER = "manager";
  private static final String MEMBER = "member";

  static final Schema SCHEMA = make();

  private CorpSchema() {}

  private static Schema make() {
    List<AttributeDefinition> all = new ArrayList<>();
    TEXTS.forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.STRING)));
    TEXT_LISTS.forEach(name -> all.add(AttributeDefinition.multi(name, AttributeType.STRING)));
    NUMBERS.forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.NUMBER)));
    BYTES.forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.BINARY)));
    all.add(AttributeDefinition.single(MANAGER, AttributeType.REFERENCE));
    all.add(AttributeDefinition.multi(MEMBER, AttributeType.REFERENCE));
    Set<String> names = new LinkedHashSet<>();
    all.forEach(attribute -> names.add(attribute.name()));
    List<ObjectTypeDefinition> types = new ArrayList<>();
    for (String type : List.of("user", "group", "contact", "organizationalUnit")) {
      types.add(new ObjectTypeDefinition(type, names, Set.of()));
    }
    return Schema.of(types, all);
  }
}
