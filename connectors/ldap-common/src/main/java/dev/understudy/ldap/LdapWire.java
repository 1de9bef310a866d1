// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.understudy.connector.AttributeChange;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Values and changes as they travel to a server.
final class LdapWire {
  /// More values than this go in several requests; servers limit the size of one.
  static final int VALUES_PER_REQUEST_MAX = 1_000;

  private LdapWire() {}

  /// A value in its LDAP encoding (RFC 4517).
  static ASN1OctetString encode(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new ASN1OctetString(text);
      case Value.Int64(long number) -> new ASN1OctetString(Long.toString(number));
      case Value.Bool(boolean bool) -> new ASN1OctetString(bool ? "TRUE" : "FALSE");
      case Value.Binary(byte[] bytes) -> new ASN1OctetString(bytes);
      case Value.Reference(Dn dn) -> new ASN1OctetString(dn.text());
    };
  }

  /// The values in their encoding.
  static ASN1OctetString[] encode(List<Value> values) {
    ASN1OctetString[] encoded = new ASN1OctetString[values.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = encode(values.get(i));
    }
    return encoded;
  }

  /// The modifications that make these changes, in requests of bearable size: at least one request,
  /// none when there is nothing to do.
  static List<List<Modification>> requests(List<AttributeChange> changes) {
    List<List<Modification>> requests = new ArrayList<>();
    List<Modification> current = new ArrayList<>();
    int size = 0;
    for (Modification modification : modifications(changes)) {
      int values = Math.max(1, modification.getRawValues().length);
      if (size > 0 && size + values > VALUES_PER_REQUEST_MAX) {
        requests.add(current);
        current = new ArrayList<>();
        size = 0;
      }
      current.add(modification);
      size += values;
    }
    if (!current.isEmpty()) {
      requests.add(current);
    }
    return requests;
  }

  /// What goes comes before what comes: a single-valued attribute never holds two.
  private static List<Modification> modifications(List<AttributeChange> changes) {
    List<Modification> modifications = new ArrayList<>();
    for (AttributeChange change : changes) {
      switch (change) {
        case AttributeChange.Replace(String name, List<Value> values) ->
            replace(modifications, name, values);
        case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
          inChunks(modifications, ModificationType.DELETE, name, removed);
          inChunks(modifications, ModificationType.ADD, name, added);
        }
      }
    }
    return modifications;
  }

  private static void replace(List<Modification> modifications, String name, List<Value> values) {
    int first = Math.min(values.size(), VALUES_PER_REQUEST_MAX);
    modifications.add(
        new Modification(ModificationType.REPLACE, name, encode(values.subList(0, first))));
    inChunks(modifications, ModificationType.ADD, name, values.subList(first, values.size()));
  }

  private static void inChunks(
      List<Modification> modifications, ModificationType type, String name, List<Value> values) {
    for (int from = 0; from < values.size(); from += VALUES_PER_REQUEST_MAX) {
      int to = Math.min(values.size(), from + VALUES_PER_REQUEST_MAX);
      modifications.add(new Modification(type, name, encode(values.subList(from, to))));
    }
  }

  /// The object class of a container whose RDN has this attribute; empty for one that has no class
  /// of its own.
  static String containerClass(String rdnType) {
    return switch (rdnType.toLowerCase(Locale.ROOT)) {
      case "ou" -> "organizationalUnit";
      case "o" -> "organization";
      case "l", "st" -> "locality";
      case "c" -> "country";
      case "dc" -> "domain";
      default -> "";
    };
  }
}
