// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.matchingrules.MatchingRule;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The directory's own schema in ours, and the way from any name or alias of an attribute to the
/// spelling of the schema.
public final class LdapSchema {
  /// Operational attributes that rules may want; the others are the server's own affair.
  private static final List<String> OPERATIONAL =
      List.of("entryUUID", "createTimestamp", "modifyTimestamp", "memberOf", "entryDN");

  private final com.unboundid.ldap.sdk.schema.Schema directory;
  private final Map<String, AttributeDefinition> byAnyName =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> classChains = new ConcurrentHashMap<>();
  private final Map<String, List<String>> requiredReferences = new ConcurrentHashMap<>();
  private final Map<String, MatchingRule> matchingRules = new ConcurrentHashMap<>();
  private final LdapDialect dialect;
  private final Schema schema;

  private LdapSchema(LdapAccess access, com.unboundid.ldap.sdk.schema.Schema directory) {
    this.directory = directory;
    this.dialect = access.server().dialect();
    Set<AttributeTypeDefinition> auxiliary = new LinkedHashSet<>();
    for (ObjectClassDefinition definition : directory.getAuxiliaryObjectClasses()) {
      auxiliary.addAll(definition.getRequiredAttributes(directory, true));
      auxiliary.addAll(definition.getOptionalAttributes(directory, true));
    }
    for (String name : OPERATIONAL) {
      AttributeTypeDefinition operational = directory.getAttributeType(name);
      if (operational != null) {
        auxiliary.add(operational);
      }
    }
    List<ObjectTypeDefinition> types = new ArrayList<>();
    access
        .tree()
        .types()
        .classes()
        .forEach((type, objectClass) -> {
          ObjectClassDefinition definition = directory.getObjectClass(objectClass);
          if (definition != null) {
            types.add(type(type, definition, auxiliary));
          }
        });
    if (types.isEmpty()) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the directory has none of the object classes %s; check \"types\""
              .formatted(access.name(), access.tree().types().classes().values()));
    }
    schema = Schema.of(types, new LinkedHashSet<>(byAnyName.values()));
  }

  /// Reads it from the server.
  public static LdapSchema read(LdapAccess access, LdapClient client) throws LDAPException {
    com.unboundid.ldap.sdk.schema.Schema directory =
        client.pool().getSchema(access.tree().bases().getFirst().text());
    if (directory == null) {
      throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "the server shows no schema");
    }
    return new LdapSchema(access, directory);
  }

  /// As the engine sees it.
  public Schema schema() {
    return schema;
  }

  /// The attribute of any of its names; null when the schema of no type has it.
  public @Nullable AttributeDefinition attribute(String anyName) {
    return byAnyName.get(anyName);
  }

  /// The object classes that a new object of `objectClass` gets: it and all above it.
  List<String> classChain(String objectClass) {
    return classChains.computeIfAbsent(objectClass, this::findClassChain);
  }

  private List<String> findClassChain(String objectClass) {
    ObjectClassDefinition definition = directory.getObjectClass(objectClass);
    if (definition == null) {
      return List.of(objectClass);
    }
    List<String> chain = new ArrayList<>();
    for (ObjectClassDefinition above : definition.getSuperiorClasses(directory, true)) {
      chain.add(above.getNameOrOID());
    }
    chain.add(definition.getNameOrOID());
    return List.copyOf(chain);
  }

  /// The references that an object of `objectClass` must have.
  List<String> requiredReferences(String objectClass) {
    return requiredReferences.computeIfAbsent(objectClass, this::findRequiredReferences);
  }

  private List<String> findRequiredReferences(String objectClass) {
    ObjectClassDefinition definition = directory.getObjectClass(objectClass);
    if (definition == null) {
      return List.of();
    }
    return definition.getRequiredAttributes(directory, true).stream()
        .map(attribute -> byAnyName.get(attribute.getNameOrOID()))
        .filter(known -> known != null && known.type() == AttributeType.REFERENCE)
        .map(AttributeDefinition::name)
        .toList();
  }

  /// How the directory compares values of an attribute.
  MatchingRule matchingRule(String attribute) {
    return matchingRules.computeIfAbsent(
        attribute, name -> MatchingRule.selectEqualityMatchingRule(name, directory));
  }

  private ObjectTypeDefinition type(
      String type, ObjectClassDefinition definition, Set<AttributeTypeDefinition> auxiliary) {
    Set<String> required = names(definition.getRequiredAttributes(directory, true));
    required.removeIf(
        name -> name.equals("objectClass") || dialect.use(name) == LdapDialect.AttributeUse.GIVEN);
    Set<String> all = names(definition.getOptionalAttributes(directory, true));
    all.addAll(names(auxiliary));
    all.addAll(names(definition.getRequiredAttributes(directory, true)));
    all.addAll(names(objectClassAttribute()));
    return new ObjectTypeDefinition(type, all, required);
  }

  private Set<AttributeTypeDefinition> objectClassAttribute() {
    AttributeTypeDefinition definition = directory.getAttributeType("objectClass");
    return definition == null ? Set.of() : Set.of(definition);
  }

  private Set<String> names(Collection<AttributeTypeDefinition> definitions) {
    Set<String> names = new LinkedHashSet<>();
    for (AttributeTypeDefinition definition : definitions) {
      if (dialect.use(definition.getNameOrOID()) != LdapDialect.AttributeUse.HIDDEN) {
        names.add(definition.getNameOrOID());
        learn(definition);
      }
    }
    return names;
  }

  private void learn(AttributeTypeDefinition definition) {
    if (byAnyName.containsKey(definition.getNameOrOID())) {
      return;
    }
    AttributeDefinition known =
        new AttributeDefinition(
            definition.getNameOrOID(),
            type(definition.getSyntaxOID(directory)),
            !definition.isSingleValued(),
            !definition.isNoUserModification());
    byAnyName.put(definition.getNameOrOID(), known);
    byAnyName.putIfAbsent(definition.getOID(), known);
    for (String alias : definition.getNames()) {
      byAnyName.putIfAbsent(alias, known);
    }
  }

  /// RFC 4517 §3.3 and the syntaxes of Active Directory.
  private static AttributeType type(@Nullable String syntax) {
    String oid = syntax == null ? "" : syntax.replaceFirst("\\{.*", "");
    return switch (oid) {
      case "1.3.6.1.4.1.1466.115.121.1.12", "1.3.6.1.4.1.1466.115.121.1.34" ->
          AttributeType.REFERENCE;
      case "1.3.6.1.4.1.1466.115.121.1.27", "1.2.840.113556.1.4.906" -> AttributeType.NUMBER;
      case "1.3.6.1.4.1.1466.115.121.1.7" -> AttributeType.BOOLEAN;
      case "1.3.6.1.4.1.1466.115.121.1.4",
          "1.3.6.1.4.1.1466.115.121.1.5",
          "1.3.6.1.4.1.1466.115.121.1.8",
          "1.3.6.1.4.1.1466.115.121.1.9",
          "1.3.6.1.4.1.1466.115.121.1.10",
          "1.3.6.1.4.1.1466.115.121.1.23",
          "1.3.6.1.4.1.1466.115.121.1.28",
          "1.3.6.1.4.1.1466.115.121.1.40",
          "1.2.840.113556.1.4.907" ->
          AttributeType.BINARY;
      default -> AttributeType.STRING;
    };
  }
}
