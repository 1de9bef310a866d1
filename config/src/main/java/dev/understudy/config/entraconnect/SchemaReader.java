// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.XmlElement;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the directory schema (DSML) inside of an exported metaverse or connector.
///
/// A class has its own attributes, those of its superior and auxiliary classes, and those of the
/// content rule of the same identifier.
final class SchemaReader {
  private final Map<String, AttributeDefinition> attributes = new HashMap<>();
  private final Map<String, XmlElement> classes = new LinkedHashMap<>();
  private final Map<String, XmlElement> contentRules = new HashMap<>();
  private final Map<String, Members> members = new HashMap<>();
  private final boolean keepsRequired;

  private SchemaReader(XmlElement schema, boolean keepsRequired) {
    this.keepsRequired = keepsRequired;
    for (XmlElement child : schema.children()) {
      String id = child.attribute("id");
      switch (child.name()) {
        case "attribute-type" -> attributes.put(id, attribute(child));
        case "class" -> classes.put(id, child);
        case "dit-content-rule" -> contentRules.put(id, child);
        default -> {
          // Nothing else says what an object can hold.
        }
      }
    }
  }

  /// The attributes that a class lets its objects have.
  private record Members(Set<String> allowed, Set<String> required) {
    Members() {
      this(new HashSet<>(), new HashSet<>());
    }

    void addAll(Members other) {
      allowed.addAll(other.allowed);
      required.addAll(other.required);
    }
  }

  /// The schema in `MV.xml`. Its `required` is about the editor, not about objects: contacts have
  /// no accountName either.
  static Optional<Schema> metaverse(XmlElement root, Problems problems) {
    return read(
        root.descendant("mv-data", "schema", "dsml", "directory-schema"), root, false, problems);
  }

  /// The schema in a connector's file.
  static Optional<Schema> connector(XmlElement root, Problems problems) {
    return read(root.descendant("schema", "dsml", "directory-schema"), root, true, problems);
  }

  private static Optional<Schema> read(
      Optional<XmlElement> schema, XmlElement root, boolean keepsRequired, Problems problems) {
    if (schema.isEmpty()) {
      problems.error(
          root.position(), "<" + root.name() + "> has no <schema> with a <directory-schema>");
      return Optional.empty();
    }
    return Optional.of(new SchemaReader(schema.get(), keepsRequired).schema());
  }

  private Schema schema() {
    List<ObjectTypeDefinition> types = new ArrayList<>();
    for (Map.Entry<String, XmlElement> found : classes.entrySet()) {
      Members all = members(found.getKey());
      types.add(
          new ObjectTypeDefinition(
              found.getValue().textOf("name"),
              all.allowed,
              keepsRequired ? all.required : Set.of()));
    }
    return Schema.of(types, attributes.values());
  }

  private Members members(String id) {
    Members known = members.get(id);
    if (known != null) {
      return known;
    }
    Members collected = new Members();
    // Put first, so that classes in a circle end at what has been collected so far.
    members.put(id, collected);
    XmlElement definition = classes.get(id);
    if (definition != null) {
      collect(definition, collected);
      String superior = reference(definition.attribute("superior"));
      if (!superior.isEmpty()) {
        collected.addAll(members(superior));
      }
    }
    XmlElement contentRule = contentRules.get(id);
    if (contentRule != null) {
      collect(contentRule, collected);
    }
    return collected;
  }

  private void collect(XmlElement definition, Members into) {
    for (XmlElement child : definition.children()) {
      String id = reference(child.attribute("ref"));
      if (child.name().equals("aux-class")) {
        into.addAll(members(id));
      } else if (child.name().equals("attribute")) {
        AttributeDefinition attribute = attributes.get(id);
        if (attribute != null) {
          into.allowed.add(attribute.name());
          if (child.attribute("required").equals("true")) {
            into.required.add(attribute.name());
          }
        }
      }
    }
  }

  private static String reference(String ref) {
    return ref.startsWith("#") ? ref.substring(1) : ref;
  }

  private static AttributeDefinition attribute(XmlElement definition) {
    return new AttributeDefinition(
        definition.textOf("name"),
        type(definition.textOf("syntax")),
        !definition.attribute("single-value").equals("true"),
        !definition.attribute("user-modification").equals("false"));
  }

  /// The type of a syntax; what is written as text in LDAP and has no type of its own is a string.
  private static AttributeType type(String syntax) {
    return switch (syntax) {
      case "1.3.6.1.4.1.1466.115.121.1.7" -> AttributeType.BOOLEAN;
      case "1.3.6.1.4.1.1466.115.121.1.27", "1.2.840.113556.1.4.906" -> AttributeType.NUMBER;
      // DN; DN with binary; DN with string; OR-name.
      case "1.3.6.1.4.1.1466.115.121.1.12",
          "1.2.840.113556.1.4.903",
          "1.2.840.113556.1.4.904",
          "1.2.840.113556.1.4.1221" ->
          AttributeType.REFERENCE;
      // Binary; octet string; security descriptor.
      case "1.3.6.1.4.1.1466.115.121.1.5",
          "1.3.6.1.4.1.1466.115.121.1.40",
          "1.2.840.113556.1.4.907" ->
          AttributeType.BINARY;
      default -> AttributeType.STRING;
    };
  }
}
