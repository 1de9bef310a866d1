// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes one object. A name may by now belong to another object, or the object to another name: so
/// every change of an existing object is bound to its anchor (RFC 4528) where the server can, and
/// the object is looked up by its anchor when its name fails.
final class ObjectWrite {
  private final LdapAccess access;
  private final LdapClient client;
  private final LdapSchema schema;
  private final LdapLookup lookup;
  private final ValueWrite values;

  ObjectWrite(LdapAccess access, LdapClient client, LdapSchema schema) {
    this.access = access;
    this.client = client;
    this.schema = schema;
    this.lookup = new LdapLookup(access, client);
    this.values = new ValueWrite(access, client, schema, lookup);
  }

  /// Writes a delta and says what became of it.
  ///
  /// @throws LDAPException when the connection broke and could not be made again
  ExportOutcome apply(ObjectDelta delta) throws LDAPException {
    try {
      return switch (delta) {
        case ObjectDelta.Add add -> add(add);
        case ObjectDelta.Modify modify -> modify(modify);
        case ObjectDelta.Delete delete -> delete(delete);
      };
    } catch (LDAPException e) {
      if (LdapFailure.isConnection(e)) {
        throw e;
      }
      return LdapFailure.ofObject(access, e, delta);
    }
  }

  private ExportOutcome add(ObjectDelta.Add add) throws LDAPException {
    if (schema.schema().type(add.objectType()).isEmpty()) {
      return new ExportOutcome.Rejected(
          "no-export-to-this-object-type",
          "the setting \"types\" names no object class of the directory for " + add.objectType());
    }
    List<AttributeChange> rest = new ArrayList<>();
    ObjectDelta.Add first = withoutMany(add, rest);
    ExportOutcome outcome = add(first, entry(first));
    return outcome instanceof ExportOutcome.Accepted(Anchor anchor, _)
            && anchor != null
            && !rest.isEmpty()
        ? complete(first, anchor, rest)
        : outcome;
  }

  /// A new object with more values than one request may hold gets the others afterwards. When that
  /// fails, the next import finds an object that lacks them.
  private ExportOutcome complete(ObjectDelta.Add add, Anchor anchor, List<AttributeChange> rest)
      throws LDAPException {
    ExportOutcome outcome =
        values.apply(
            new ObjectDelta.Modify(anchor, add.dn(), null, add.objectType(), rest), add.dn());
    return outcome instanceof ExportOutcome.Accepted
        ? new ExportOutcome.Accepted(anchor, null)
        : outcome;
  }

  private static ObjectDelta.Add withoutMany(ObjectDelta.Add add, List<AttributeChange> rest) {
    int max = LdapWire.VALUES_PER_REQUEST_MAX;
    Attributes.Builder first = Attributes.builder();
    add.attributes()
        .map()
        .forEach((name, all) -> {
          first.add(name, all.subList(0, Math.min(max, all.size())));
          if (all.size() > max) {
            List<Value> others = all.subList(max, all.size());
            rest.add(new AttributeChange.Update(name, others, List.of()));
          }
        });
    return rest.isEmpty() ? add : new ObjectDelta.Add(add.dn(), add.objectType(), first.build());
  }

  private ExportOutcome add(ObjectDelta.Add add, Entry entry) throws LDAPException {
    try {
      return accepted(create(entry), add.dn());
    } catch (LDAPException e) {
      return switch (e.getResultCode().intValue()) {
        case ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> alreadyThere(entry, add, e);
        case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
            makeParents(add.dn())
                ? accepted(create(entry), add.dn())
                : new ExportOutcome.Dependency(
                    "non-existent-parent", LdapFailure.detail(access, e));
        default -> throw e;
      };
    }
  }

  private LDAPResult create(Entry entry) throws LDAPException {
    AddRequest request = new AddRequest(entry);
    if (client.supports(PostReadRequestControl.POST_READ_REQUEST_OID)) {
      request.addControl(new PostReadRequestControl(access.tree().anchorAttribute()));
    }
    return client.pool().add(request);
  }

  private ExportOutcome accepted(LDAPResult result, Dn dn) throws LDAPException {
    PostReadResponseControl created = PostReadResponseControl.get(result);
    Anchor anchor =
        created == null
            ? lookup.byName(dn).map(lookup::anchorOf).orElse(null)
            : lookup.anchorOf(created.getEntry());
    return new ExportOutcome.Accepted(anchor, null);
  }

  /// An add that is sent again finds its own work: the same values, and none has changed since.
  private ExportOutcome alreadyThere(Entry wanted, ObjectDelta.Add add, LDAPException e)
      throws LDAPException {
    Optional<Entry> there = lookup.byName(add.dn());
    if (there.isEmpty()) {
      // Not its name is taken, but something else that must be unique.
      return new ExportOutcome.Rejected("constraint-violation", LdapFailure.detail(access, e));
    }
    return values.holds(there.get(), wanted)
        ? new ExportOutcome.Accepted(lookup.anchorOf(there.get()), null)
        : new ExportOutcome.Exists(LdapFailure.detail(access, e));
  }

  private Entry entry(ObjectDelta.Add add) {
    Attributes attributes = add.attributes();
    String objectClass =
        access.tree().types().classes().getOrDefault(add.objectType(), add.objectType());
    Entry entry = new Entry(add.dn().text());
    if (attributes.get("objectClass").isEmpty()) {
      entry.addAttribute("objectClass", schema.classChain(objectClass));
    }
    for (Map.Entry<String, List<Value>> attribute : attributes.map().entrySet()) {
      entry.addAttribute(
          new Attribute(
              attribute.getKey(),
              schema.matchingRule(attribute.getKey()),
              LdapWire.encode(attribute.getValue())));
    }
    for (Dn.RdnPart part : add.dn().rdnParts()) {
      entry.addAttribute(
          new Attribute(part.type(), schema.matchingRule(part.type()), part.value()));
    }
    Dn placeholder = access.writing().emptyGroupMember();
    if (placeholder != null) {
      for (String required : schema.requiredReferences(objectClass)) {
        if (!entry.hasAttribute(required)) {
          entry.addAttribute(required, placeholder.text());
        }
      }
    }
    return entry;
  }

  private ExportOutcome modify(ObjectDelta.Modify modify) throws LDAPException {
    Dn name = modify.dn();
    Dn newName = modify.newDn();
    if (newName != null && !newName.text().equals(name.text())) {
      ExportOutcome renamed = rename(modify.anchor(), name, newName);
      if (!(renamed instanceof ExportOutcome.Accepted)) {
        return renamed;
      }
      name = newName;
    }
    return values.apply(modify, name);
  }

  private ExportOutcome rename(Anchor anchor, Dn from, Dn to) throws LDAPException {
    try {
      move(anchor, from, to);
      return ExportOutcome.Accepted.PLAIN;
    } catch (LDAPException e) {
      return switch (e.getResultCode().intValue()) {
        case ResultCode.NO_SUCH_OBJECT_INT_VALUE,
            ResultCode.ASSERTION_FAILED_INT_VALUE,
            ResultCode.OTHER_INT_VALUE ->
            renameByAnchor(anchor, from, to, e);
        case ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE ->
            lookup.byName(to).map(lookup::anchorOf).filter(anchor::equals).isPresent()
                ? ExportOutcome.Accepted.PLAIN
                : new ExportOutcome.Rejected(
                    "rename-to-existing-dn", LdapFailure.detail(access, e));
        default -> throw e;
      };
    }
  }

  /// Either the object is elsewhere, or the place it shall go to is not there.
  private ExportOutcome renameByAnchor(Anchor anchor, Dn from, Dn to, LDAPException e)
      throws LDAPException {
    Optional<Dn> found = lookup.byAnchor(anchor);
    if (found.isEmpty()) {
      return new ExportOutcome.Missing(LdapFailure.detail(access, e));
    }
    if (found.get().equals(to)) {
      return ExportOutcome.Accepted.PLAIN;
    }
    boolean parentMissing = to.parent().isPresent() && lookup.byName(to.parent().get()).isEmpty();
    if (parentMissing && !makeParents(to)) {
      return new ExportOutcome.Dependency("non-existent-parent", LdapFailure.detail(access, e));
    }
    if (!parentMissing && found.get().equals(from)) {
      throw e;
    }
    move(anchor, found.get(), to);
    return ExportOutcome.Accepted.PLAIN;
  }

  private void move(Anchor anchor, Dn from, Dn to) throws LDAPException {
    Dn above = to.parent().orElse(Dn.of(""));
    String address = address(anchor, from);
    // An address that is no name has no parent that could be kept.
    boolean sameParent =
        address.equals(from.text()) && above.equals(from.parent().orElse(Dn.of("")));
    client
        .pool()
        .modifyDN(
            new ModifyDNRequest(
                address,
                to.rdn(),
                true,
                sameParent ? null : above.text(),
                controls(lookup.assertion(anchor))));
  }

  private ExportOutcome delete(ObjectDelta.Delete delete) throws LDAPException {
    try {
      remove(delete.anchor(), delete.dn());
      return ExportOutcome.Accepted.PLAIN;
    } catch (LDAPException e) {
      return switch (e.getResultCode().intValue()) {
        case ResultCode.NO_SUCH_OBJECT_INT_VALUE, ResultCode.ASSERTION_FAILED_INT_VALUE -> {
          Optional<Dn> found = lookup.byAnchor(delete.anchor());
          if (found.isEmpty()) {
            yield new ExportOutcome.Missing(LdapFailure.detail(access, e));
          }
          remove(delete.anchor(), found.get());
          yield ExportOutcome.Accepted.PLAIN;
        }
        default -> throw e;
      };
    }
  }

  private void remove(Anchor anchor, Dn dn) throws LDAPException {
    client
        .pool()
        .delete(new DeleteRequest(address(anchor, dn), controls(lookup.assertion(anchor))));
  }

  private String address(Anchor anchor, Dn dn) {
    return access.server().dialect().address(anchor, dn);
  }

  /// Creates the containers above `dn` that are missing, when configuration says so.
  private boolean makeParents(Dn dn) throws LDAPException {
    if (!access.writing().createParents()) {
      return false;
    }
    List<Dn> missing = new ArrayList<>();
    Optional<Dn> above = dn.parent();
    while (above.isPresent() && lookup.byName(above.get()).isEmpty()) {
      missing.addFirst(above.get());
      above = above.get().parent();
    }
    for (Dn container : missing) {
      Dn.RdnPart part = container.rdnParts().getFirst();
      String objectClass = LdapWire.containerClass(part.type());
      if (objectClass.isEmpty()) {
        return false;
      }
      Entry entry = new Entry(container.text());
      entry.addAttribute("objectClass", schema.classChain(objectClass));
      entry.addAttribute(part.type(), part.value());
      try {
        client.pool().add(entry);
      } catch (LDAPException e) {
        if (!e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
          throw e;
        }
      }
    }
    return true;
  }

  private static Control[] controls(@Nullable Control control) {
    return control == null ? new Control[0] : new Control[] {control};
  }
}
