// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.MatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the values of one object. What is already so is no error: by the permissive modify
/// control where the server has it, else by reading the object and sending only the difference.
final class ValueWrite {
  private final LdapAccess access;
  private final LdapClient client;
  private final LdapSchema schema;
  private final LdapLookup lookup;

  ValueWrite(LdapAccess access, LdapClient client, LdapSchema schema, LdapLookup lookup) {
    this.access = access;
    this.client = client;
    this.schema = schema;
    this.lookup = lookup;
  }

  /// Makes the changes to the object, which `dn` should name.
  ExportOutcome apply(ObjectDelta.Modify modify, Dn dn) throws LDAPException {
    List<AttributeChange> changes = withPlaceholder(modify, dn);
    try {
      send(modify, dn, changes);
      return ExportOutcome.Accepted.PLAIN;
    } catch (LDAPException e) {
      return switch (e.getResultCode().intValue()) {
        case ResultCode.NO_SUCH_OBJECT_INT_VALUE, ResultCode.ASSERTION_FAILED_INT_VALUE ->
            sendByAnchor(modify, dn, e);
        case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE,
            ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
            ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE ->
            sendDifference(modify, dn, changes, e);
        default -> throw e;
      };
    }
  }

  /// Whether `there` has every value of `wanted`.
  boolean holds(Entry there, Entry wanted) {
    for (Attribute attribute : wanted.getAttributes()) {
      Set<ASN1OctetString> has = normalized(there, attribute.getName());
      for (ASN1OctetString value : attribute.getRawValues()) {
        if (!has.contains(normalized(attribute.getName(), value))) {
          return false;
        }
      }
    }
    return true;
  }

  private void send(ObjectDelta.Modify modify, Dn dn, List<AttributeChange> changes)
      throws LDAPException {
    List<Control> controls = new ArrayList<>();
    Control assertion = lookup.assertion(modify.anchor());
    if (assertion != null) {
      controls.add(assertion);
    }
    if (isPermissive()) {
      controls.add(new PermissiveModifyRequestControl());
    }
    String address = access.server().dialect().address(modify.anchor(), dn);
    for (List<Modification> request : LdapWire.requests(changes)) {
      client.pool().modify(new ModifyRequest(address, request, controls.toArray(Control[]::new)));
    }
  }

  private ExportOutcome sendByAnchor(ObjectDelta.Modify modify, Dn dn, LDAPException e)
      throws LDAPException {
    Optional<Dn> found = lookup.byAnchor(modify.anchor());
    if (found.isEmpty()) {
      return new ExportOutcome.Missing(LdapFailure.detail(access, e));
    }
    if (found.get().equals(dn)) {
      // The object is there: what is not there is something it shall refer to.
      return new ExportOutcome.Dependency("dn-attributes-failure", LdapFailure.detail(access, e));
    }
    send(modify, found.get(), withPlaceholder(modify, found.get()));
    return new ExportOutcome.Accepted(null, found.get());
  }

  private ExportOutcome sendDifference(
      ObjectDelta.Modify modify, Dn dn, List<AttributeChange> changes, LDAPException e)
      throws LDAPException {
    Optional<Entry> entry = lookup.byName(dn);
    if (entry.isEmpty()) {
      return new ExportOutcome.Missing(LdapFailure.detail(access, e));
    }
    List<AttributeChange> difference = new ArrayList<>();
    for (AttributeChange change : changes) {
      AttributeChange rest = difference(entry.get(), change);
      if (rest != null) {
        difference.add(fillEmptied(modify.objectType(), entry.get(), rest));
      }
    }
    send(modify, dn, difference);
    return ExportOutcome.Accepted.PLAIN;
  }

  private @Nullable AttributeChange difference(Entry entry, AttributeChange change) {
    return switch (change) {
      case AttributeChange.Replace replace -> replace;
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        Set<ASN1OctetString> has = normalized(entry, name);
        List<Value> toAdd = added.stream().filter(v -> !has.contains(normalized(name, v))).toList();
        List<Value> toRemove =
            removed.stream().filter(v -> has.contains(normalized(name, v))).toList();
        yield toAdd.isEmpty() && toRemove.isEmpty()
            ? null
            : new AttributeChange.Update(name, toAdd, toRemove);
      }
    };
  }

  /// A group that loses its last member gets the placeholder in the same request.
  private AttributeChange fillEmptied(String objectType, Entry entry, AttributeChange change) {
    Dn placeholder = access.writing().emptyGroupMember();
    if (placeholder == null
        || !(change
            instanceof AttributeChange.Update(String name, List<Value> added, List<Value> removed))
        || !isRequiredReference(objectType, name)
        || !added.isEmpty()
        || removed.size() < normalized(entry, name).size()) {
      return change;
    }
    return new AttributeChange.Update(name, List.of(Value.of(placeholder)), removed);
  }

  /// A required reference is never emptied, and the placeholder goes when a real value comes.
  private List<AttributeChange> withPlaceholder(ObjectDelta.Modify modify, Dn dn)
      throws LDAPException {
    Dn placeholder = access.writing().emptyGroupMember();
    if (placeholder == null) {
      return modify.changes();
    }
    List<AttributeChange> changes = new ArrayList<>();
    for (AttributeChange change : modify.changes()) {
      changes.add(
          isRequiredReference(modify.objectType(), change.name())
              ? withPlaceholder(change, dn, Value.of(placeholder))
              : change);
    }
    return changes;
  }

  private AttributeChange withPlaceholder(AttributeChange change, Dn dn, Value placeholder)
      throws LDAPException {
    return switch (change) {
      case AttributeChange.Replace(String name, List<Value> values) ->
          values.isEmpty() ? new AttributeChange.Replace(name, List.of(placeholder)) : change;
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        if (added.isEmpty() || !mayHold(dn, name, placeholder)) {
          yield change;
        }
        List<Value> more = new ArrayList<>(removed);
        more.add(placeholder);
        yield new AttributeChange.Update(name, added, more);
      }
    };
  }

  /// Whether the value must be taken away; with permissive modify it need not be there for that.
  private boolean mayHold(Dn dn, String attribute, Value value) throws LDAPException {
    if (isPermissive()) {
      return true;
    }
    try {
      return client
          .pool()
          .compare(new CompareRequest(dn.text(), attribute, LdapWire.encode(value).getValue()))
          .compareMatched();
    } catch (LDAPException e) {
      if (LdapFailure.isConnection(e)) {
        throw e;
      }
      // The object or the attribute is not there, or may not be compared: the change itself tells.
      return false;
    }
  }

  private boolean isRequiredReference(String objectType, String attribute) {
    String objectClass = access.tree().types().classes().getOrDefault(objectType, objectType);
    return schema.requiredReferences(objectClass).contains(attribute);
  }

  private boolean isPermissive() throws LDAPException {
    return client.supports(PermissiveModifyRequestControl.PERMISSIVE_MODIFY_REQUEST_OID);
  }

  private Set<ASN1OctetString> normalized(Entry entry, String name) {
    Set<ASN1OctetString> values = new HashSet<>();
    Attribute attribute = entry.getAttribute(name);
    if (attribute != null) {
      for (ASN1OctetString value : attribute.getRawValues()) {
        values.add(normalized(name, value));
      }
    }
    return values;
  }

  private ASN1OctetString normalized(String name, Value value) {
    return normalized(name, LdapWire.encode(value));
  }

  private ASN1OctetString normalized(String name, ASN1OctetString value) {
    MatchingRule rule = schema.matchingRule(name);
    try {
      return rule.normalize(value);
    } catch (LDAPException e) {
      // A value that its own syntax does not allow equals nothing but itself.
      return value;
    }
  }
}
