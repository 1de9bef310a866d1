// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes objects of the entries of one read scope, and says what to ask for to get them.
public final class LdapEntries {
  private final LdapAccess access;
  private final LdapSchema schema;
  private final ReadScope scope;
  private final Map<String, Optional<AttributeDefinition>> byWireName = new HashMap<>();

  public LdapEntries(LdapAccess access, LdapSchema schema, ReadScope scope) {
    this.access = access;
    this.schema = schema;
    this.scope = scope;
  }

  /// What every entry in scope fulfils.
  public Filter filter() {
    List<Filter> types = new ArrayList<>();
    access
        .tree()
        .types()
        .classes()
        .forEach((type, objectClass) -> {
          if (scope.objectTypes().contains(type)) {
            types.add(filter(type, objectClass));
          }
        });
    return types.size() == 1 ? types.getFirst() : Filter.createORFilter(types);
  }

  /// The attributes to ask for.
  public String[] attributes() {
    Set<String> names = new LinkedHashSet<>(scope.attributes());
    names.add("objectClass");
    names.add(access.tree().anchorAttribute());
    return names.toArray(String[]::new);
  }

  /// Hands an entry on as an object or as an error; one of another type not at all.
  ///
  /// @param anchor when something else than an attribute tells it; else null
  public void deliver(Entry entry, @Nullable Anchor anchor, ImportSink sink)
      throws InterruptedException {
    Optional<ImportedChange.Present> object;
    try {
      object = read(entry, anchor);
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(entry.getDN()));
      return;
    }
    if (object.isPresent()) {
      sink.accept(object.get());
    }
  }

  /// The object of an entry; empty when it is of another type than those in scope.
  ///
  /// @param known its anchor when something else than an attribute tells it; else null
  public Optional<ImportedChange.Present> read(Entry entry, @Nullable Anchor known)
      throws Unreadable {
    String[] classes = entry.getObjectClassValues();
    if (classes == null) {
      throw new Unreadable(
          "missing-object-class", "the account may not read objectClass of this entry");
    }
    Optional<String> type = access.tree().types().typeOf(Arrays.asList(classes));
    if (type.isEmpty() || !scope.objectTypes().contains(type.get())) {
      return Optional.empty();
    }
    Map<String, List<Value>> map = LinkedHashMap.newLinkedHashMap(entry.getAttributes().size());
    for (Attribute attribute : entry.getAttributes()) {
      AttributeDefinition definition = wanted(attribute.getBaseName());
      if (definition != null) {
        List<Value> values = values(definition, attribute);
        if (!values.isEmpty()) {
          map.put(definition.name(), values);
        }
      }
    }
    Anchor anchor = known == null ? anchor(access, entry) : known;
    return Optional.of(
        new ImportedChange.Present(anchor, dn(entry), type.get(), new Attributes(map)));
  }

  /// The anchor of an entry: text as it is, in lower case for an entryUUID; bytes of anything else.
  public static Anchor anchor(LdapAccess access, Entry entry) throws Unreadable {
    String name = access.tree().anchorAttribute();
    byte[] bytes = entry.getAttributeValueBytes(name);
    if (bytes == null || bytes.length == 0) {
      throw new Unreadable(
          "missing-anchor-component",
          "the entry has no " + name + " that the account may read; check \"anchor-attribute\"");
    }
    if (bytes.length > Anchor.BYTES_MAX) {
      throw new Unreadable(
          "anchor-too-long",
          "%s has %d bytes; expected %d at most".formatted(name, bytes.length, Anchor.BYTES_MAX));
    }
    return name.equalsIgnoreCase("entryUUID")
        ? Anchor.of(new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT))
        : new Anchor(bytes);
  }

  private static Dn dn(Entry entry) throws Unreadable {
    try {
      return Dn.of(entry.getDN());
    } catch (DnSyntaxException e) {
      throw new Unreadable("dn-not-ldap-conformant", String.valueOf(e.getMessage()));
    }
  }

  /// The attribute of that name, options left out, when it is in scope; else null.
  public @Nullable AttributeDefinition wanted(String wireName) {
    Optional<AttributeDefinition> known = byWireName.get(wireName);
    if (known == null) {
      AttributeDefinition definition = schema.attribute(wireName);
      known =
          definition != null && scope.attributes().contains(definition.name())
              ? Optional.of(definition)
              : Optional.empty();
      byWireName.put(wireName, known);
    }
    return known.orElse(null);
  }

  /// The values of an attribute in our types.
  public List<Value> values(AttributeDefinition definition, Attribute attribute) throws Unreadable {
    ASN1OctetString[] raw = attribute.getRawValues();
    if (raw.length == 1) {
      Value value = value(definition, raw[0]);
      return isPlaceholder(value) ? List.of() : List.of(value);
    }
    List<Value> values = new ArrayList<>(raw.length);
    for (ASN1OctetString octets : raw) {
      Value value = value(definition, octets);
      if (!isPlaceholder(value)) {
        values.add(value);
      }
    }
    return values;
  }

  private boolean isPlaceholder(Value value) {
    return access.writing().emptyGroupMember() != null
        && value instanceof Value.Reference(Dn dn)
        && dn.equals(access.writing().emptyGroupMember());
  }

  private static Value value(AttributeDefinition definition, ASN1OctetString octets)
      throws Unreadable {
    return switch (definition.type()) {
      case STRING -> Value.of(text(definition, octets));
      case NUMBER -> {
        String text = text(definition, octets);
        try {
          yield Value.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
          throw new Unreadable(
              "invalid-numeric-value",
              "%s: expected a whole number of 64 bits, found \"%s\""
                  .formatted(definition.name(), text));
        }
      }
      case BOOLEAN -> Value.of(text(definition, octets).equalsIgnoreCase("TRUE"));
      case BINARY -> Value.of(octets.getValue());
      case REFERENCE -> {
        String text = text(definition, octets);
        try {
          yield Value.of(Dn.of(text));
        } catch (DnSyntaxException e) {
          throw new Unreadable(
              "reference-value-not-ldap-conformant", definition.name() + ": " + e.getMessage());
        }
      }
    };
  }

  /// Decoding puts U+FFFD where the bytes are no UTF-8; only when one is seen is it worth asking
  /// whether the directory has it.
  private static String text(AttributeDefinition definition, ASN1OctetString octets)
      throws Unreadable {
    byte[] bytes = octets.getValue();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new Unreadable(
            "invalid-attribute-value", "a value of " + definition.name() + " is not UTF-8");
      }
    }
    return text;
  }

  private Filter filter(String type, String objectClass) {
    Filter byClass = Filter.createEqualityFilter("objectClass", objectClass);
    String more = access.tree().filters().get(type);
    if (more == null) {
      return byClass;
    }
    try {
      return Filter.createANDFilter(byClass, Filter.create(more));
    } catch (LDAPException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the filter of type %s: %s"
              .formatted(access.name(), type, e.getDiagnosticMessage()),
          e);
    }
  }
}
