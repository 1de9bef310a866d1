// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works a batch of deltas into an LDIF file: a first pass finds the records that the batch is
/// about, a second one writes the new file. Only those records are kept in memory; all others are
/// copied line by line (comments and folding are not kept).
final class LdifRewrite {
  private final LdifSettings settings;
  private final Schema schema;
  private final LdifEntries entries;
  private final Supplier<UUID> ids;
  private final Map<Anchor, LdifObject> byAnchor = new HashMap<>();
  private final Map<Dn, Anchor> byDn = new HashMap<>();
  private final Map<Anchor, LdifObject> changed = new HashMap<>();
  private final Set<Anchor> deleted = new HashSet<>();
  private final List<LdifObject> added = new ArrayList<>();

  /// @param ids makes anchors for new objects that bring none
  LdifRewrite(LdifSettings settings, Schema schema, LdifEntries entries, Supplier<UUID> ids) {
    this.settings = settings;
    this.schema = schema;
    this.entries = entries;
    this.ids = ids;
  }

  /// Finds the records that the batch is about.
  void find(List<ObjectDelta> batch) throws IOException {
    Set<Anchor> anchors = new HashSet<>();
    Set<Dn> names = new HashSet<>();
    for (ObjectDelta delta : batch) {
      switch (delta) {
        case ObjectDelta.Add add -> names.add(add.dn());
        case ObjectDelta.Modify modify -> {
          anchors.add(modify.anchor());
          if (modify.newDn() != null) {
            names.add(modify.newDn());
          }
        }
        case ObjectDelta.Delete delete -> anchors.add(delete.anchor());
      }
    }
    if (Files.notExists(settings.file().file())) {
      return;
    }
    try (LdifRecords records = new LdifRecords(Files.newInputStream(settings.file().file()))) {
      while (records.next()) {
        Anchor anchor = anchorOrNull(records);
        Dn dn = anchor == null ? null : LdifEntries.dnOrNull(records);
        if (anchor != null && dn != null && (anchors.contains(anchor) || names.contains(dn))) {
          byAnchor.put(anchor, LdifObject.copyOf(records, dn));
          byDn.put(dn, anchor);
        }
      }
    }
  }

  /// Decides what becomes of one delta, after those before it.
  ExportOutcome apply(ObjectDelta delta) {
    try {
      return switch (delta) {
        case ObjectDelta.Add add -> add(add);
        case ObjectDelta.Modify modify -> modify(modify);
        case ObjectDelta.Delete delete -> delete(delete);
      };
    } catch (Unreadable e) {
      return new ExportOutcome.Rejected("invalid-attribute-value", String.valueOf(e.getMessage()));
    }
  }

  /// Whether the file has to be written.
  boolean isChange() {
    return !changed.isEmpty() || !deleted.isEmpty() || !added.isEmpty();
  }

  /// Writes the new file.
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    if (Files.exists(settings.file().file())) {
      try (LdifRecords records = new LdifRecords(Files.newInputStream(settings.file().file()))) {
        while (records.next()) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          copy(records, out);
        }
      }
    }
    for (LdifObject object : added) {
      object.writeTo(out);
    }
  }

  private ExportOutcome add(ObjectDelta.Add add) throws Unreadable {
    Optional<ExportOutcome> refusal = refusal(add.objectType(), add.attributes().names());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Anchor there = byDn.get(add.dn());
    if (there != null) {
      return holds(object(there), add)
          ? new ExportOutcome.Accepted(there, null)
          : new ExportOutcome.Exists("there is another entry called " + add.dn());
    }
    LdifObject object = new LdifObject(add.dn());
    String objectClass = settings.types().classes().getOrDefault(add.objectType(), "");
    if (add.attributes().get("objectClass").isEmpty()) {
      object.set("objectClass", LdifClasses.chain(objectClass));
    }
    add.attributes().map().forEach(object::set);
    object.rename(add.dn());
    Anchor anchor = anchorOf(add, object);
    added.add(object);
    byAnchor.put(anchor, object);
    byDn.put(add.dn(), anchor);
    return new ExportOutcome.Accepted(anchor, null);
  }

  private Anchor anchorOf(ObjectDelta.Add add, LdifObject object) throws Unreadable {
    AttributeDefinition definition = LdifSchema.anchor(settings, schema);
    if (definition == null) {
      return new Anchor(LdifEntries.dnBytes(add.dn()));
    }
    if (!object.has(definition.name())) {
      object.set(definition.name(), List.of(LdifClasses.value(ids.get(), definition.type())));
    }
    Value value = object.values(definition).iterator().next();
    return value instanceof Value.Binary(byte[] bytes)
        ? new Anchor(bytes)
        : Anchor.of(value.toString());
  }

  private boolean holds(LdifObject object, ObjectDelta.Add add) throws Unreadable {
    for (Map.Entry<String, List<Value>> attribute : add.attributes().map().entrySet()) {
      AttributeDefinition definition = schema.attribute(attribute.getKey()).orElseThrow();
      if (!object.values(definition).containsAll(attribute.getValue())) {
        return false;
      }
    }
    return true;
  }

  private ExportOutcome modify(ObjectDelta.Modify modify) throws Unreadable {
    LdifObject object = byAnchor.get(modify.anchor());
    if (object == null) {
      return new ExportOutcome.Missing("there is no entry " + modify.dn());
    }
    Optional<ExportOutcome> refusal =
        refusal(modify.objectType(), modify.changes().stream().map(AttributeChange::name).toList());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Dn newDn = modify.newDn();
    Anchor there = newDn == null ? null : byDn.get(newDn);
    if (there != null && !there.equals(modify.anchor())) {
      return new ExportOutcome.Rejected(
          "rename-to-existing-dn", "there is another entry called " + newDn);
    }
    Dn before = object.dn();
    if (newDn != null && !newDn.text().equals(before.text())) {
      object.rename(newDn);
      byDn.remove(before);
      byDn.put(newDn, modify.anchor());
    }
    for (AttributeChange change : modify.changes()) {
      object.apply(schema.attribute(change.name()).orElseThrow(), change);
    }
    changed.put(modify.anchor(), object);
    return settings.anchorIsDn() && newDn != null
        ? new ExportOutcome.Accepted(new Anchor(LdifEntries.dnBytes(newDn)), null)
        : ExportOutcome.Accepted.PLAIN;
  }

  private ExportOutcome delete(ObjectDelta.Delete delete) {
    LdifObject object = byAnchor.remove(delete.anchor());
    if (object == null) {
      return new ExportOutcome.Missing("there is no entry " + delete.dn());
    }
    byDn.remove(object.dn());
    changed.remove(delete.anchor());
    deleted.add(delete.anchor());
    added.remove(object);
    return ExportOutcome.Accepted.PLAIN;
  }

  private Optional<ExportOutcome> refusal(String objectType, Iterable<String> attributes) {
    ObjectTypeDefinition type = schema.type(objectType).orElse(null);
    if (type == null) {
      return Optional.of(
          new ExportOutcome.Rejected(
              "no-export-to-this-object-type", "the setting \"types\" has no type " + objectType));
    }
    for (String attribute : attributes) {
      if (!type.attributes().contains(attribute)) {
        return Optional.of(
            new ExportOutcome.Rejected(
                "unexpected-provisioning-attribute",
                "the schema has no attribute "
                    + attribute
                    + "; list it in one of the attribute settings"));
      }
    }
    return Optional.empty();
  }

  private LdifObject object(Anchor anchor) {
    LdifObject object = byAnchor.get(anchor);
    if (object == null) {
      throw new IllegalStateException("a name leads to the missing entry " + anchor);
    }
    return object;
  }

  private void copy(LdifRecords record, OutputStream out) throws IOException {
    Anchor anchor = anchorOrNull(record);
    if (anchor != null && deleted.contains(anchor)) {
      return;
    }
    LdifObject now = anchor == null ? null : changed.get(anchor);
    if (now != null) {
      now.writeTo(out);
      return;
    }
    for (int i = 0; i < record.lines(); i++) {
      out.write(record.bytes(), record.start(i), record.end(i) - record.start(i));
      out.write('\n');
    }
    out.write('\n');
  }

  /// A record that cannot be read is nobody's, and is copied as it stands.
  private @Nullable Anchor anchorOrNull(LdifRecords record) {
    try {
      return entries.anchor(record, 1, LdifEntries.dn(record));
    } catch (Unreadable e) {
      return null;
    }
  }
}
