// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one scope of an LDIF file and its folder of changes. Of a file of any length only the
/// objects that the change records are about are kept in memory.
final class LdifReader {
  private final Path file;
  private final LdifEntries entries;
  private final LdifChangeFolder changes;

  LdifReader(LdifSettings settings, LdifEntries entries) {
    this.file = settings.file().file();
    this.entries = entries;
    this.changes = new LdifChangeFolder(settings.changes(), entries);
  }

  /// The folder of changes.
  LdifChangeFolder changes() {
    return changes;
  }

  /// Reports every object as it is after these files of changes.
  void readAll(List<Path> changeFiles, ImportSink sink) throws IOException, InterruptedException {
    LdifChangeFolder.Touched touched = changes.touched(changeFiles);
    Map<Dn, ImportedChange.Present> kept = new LinkedHashMap<>();
    if (Files.exists(file)) {
      readEntries(touched, kept, sink);
    }
    changes.forEach(changeFiles, sink, (change, record) -> apply(change, record, kept));
    for (ImportedChange.Present object : kept.values()) {
      sink.accept(object);
    }
  }

  /// Reports these files of changes.
  void readChanges(List<Path> changeFiles, ImportSink sink)
      throws IOException, InterruptedException {
    changes.forEach(
        changeFiles,
        sink,
        (change, record) -> {
          switch (change) {
            case LdifChange.Add(Dn _, int firstLine) -> {
              Optional<ImportedChange.Present> object = entries.read(record, firstLine);
              if (object.isPresent()) {
                sink.accept(object.get());
              }
            }
            case LdifChange.Modify(Dn dn, List<AttributeChange> values) ->
                sink.accept(new ImportedChange.Modified(null, dn, null, values));
            case LdifChange.Rename(Dn dn, Dn newDn, List<AttributeChange> values) ->
                sink.accept(new ImportedChange.Modified(null, dn, newDn, values));
            case LdifChange.Delete(Dn dn) -> sink.accept(new ImportedChange.Deleted(null, dn));
          }
        });
  }

  /// Whether these files rename an entry with others below it. The records name only the one, so
  /// the others must be read anew.
  boolean renamesContainers(List<Path> changeFiles) throws IOException, InterruptedException {
    LdifChangeFolder.Touched touched = changes.touched(changeFiles);
    if (touched.renamed().isEmpty() || Files.notExists(file)) {
      return false;
    }
    try (LdifRecords records = new LdifRecords(Files.newInputStream(file))) {
      while (records.next()) {
        Dn dn = LdifEntries.dnOrNull(records);
        if (dn != null && touched.isBelowRenamed(dn)) {
          return true;
        }
      }
    }
    return false;
  }

  private void readEntries(
      LdifChangeFolder.Touched touched, Map<Dn, ImportedChange.Present> kept, ImportSink sink)
      throws IOException, InterruptedException {
    boolean nothingTouched = touched.names().isEmpty();
    try (LdifRecords records = new LdifRecords(Files.newInputStream(file))) {
      while (records.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Optional<ImportedChange.Present> entry;
        try {
          entry = entries.read(records, 1);
        } catch (Unreadable e) {
          sink.reject(e.toDiscoveryError(LdifEntries.dnForMessage(records)));
          continue;
        }
        if (entry.isEmpty()) {
          continue;
        }
        if (nothingTouched || !touched.contains(entry.get().dn())) {
          sink.accept(entry.get());
        } else {
          kept.put(entry.get().dn(), entry.get());
        }
      }
    }
  }

  private void apply(LdifChange change, LdifRecords record, Map<Dn, ImportedChange.Present> objects)
      throws Unreadable {
    switch (change) {
      case LdifChange.Add(Dn dn, int firstLine) ->
          entries.read(record, firstLine).ifPresent(object -> objects.put(dn, object));
      case LdifChange.Delete(Dn dn) -> objects.remove(dn);
      case LdifChange.Modify(Dn dn, List<AttributeChange> values) ->
          objects.computeIfPresent(dn, (_, object) -> changed(object, dn, values));
      case LdifChange.Rename(Dn dn, Dn newDn, List<AttributeChange> values) -> {
        for (ImportedChange.Present object : List.copyOf(objects.values())) {
          if (object.dn().isWithin(dn)) {
            boolean itself = object.dn().equals(dn);
            Dn name = itself ? newDn : moved(object.dn(), dn, newDn);
            objects.remove(object.dn());
            objects.put(name, changed(object, name, itself ? values : List.of()));
          }
        }
      }
    }
  }

  /// The name of what stood below `from` now that this is called `to`.
  private static Dn moved(Dn dn, Dn from, Dn to) {
    List<String> rdns = dn.rdns();
    Dn name = to;
    for (int i = rdns.size() - from.depth() - 1; i >= 0; i--) {
      name = Dn.of(rdns.get(i), name);
    }
    return name;
  }

  private static ImportedChange.Present changed(
      ImportedChange.Present object, Dn dn, List<AttributeChange> changes) {
    Map<String, List<Value>> map = new LinkedHashMap<>(object.attributes().map());
    for (AttributeChange change : changes) {
      List<Value> values = after(map.getOrDefault(change.name(), List.of()), change);
      if (values.isEmpty()) {
        map.remove(change.name());
      } else {
        map.put(change.name(), values);
      }
    }
    return new ImportedChange.Present(
        object.anchor(), dn, object.objectType(), new Attributes(map));
  }

  private static List<Value> after(List<Value> before, AttributeChange change) {
    return switch (change) {
      case AttributeChange.Replace(String _, List<Value> values) -> values;
      case AttributeChange.Update(String _, List<Value> added, List<Value> removed) -> {
        Set<Value> values = new LinkedHashSet<>(before);
        removed.forEach(values::remove);
        values.addAll(added);
        yield new ArrayList<>(values);
      }
    };
  }
}
