// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.value.Dn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of change records beside an LDIF file: `*.ldif`, in the order of their names. What is
/// in them happened after the file of entries was made.
final class LdifChangeFolder {
  private final @Nullable Path folder;
  private final LdifEntries entries;

  LdifChangeFolder(@Nullable Path folder, LdifEntries entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /// Takes changes one by one, with the record they come from.
  @FunctionalInterface
  interface ChangeConsumer {
    void accept(LdifChange change, LdifRecords record)
        throws IOException, InterruptedException, Unreadable;
  }

  /// The files with names greater than `last`, in order; none where there is no folder.
  List<Path> filesAfter(String last) throws IOException {
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).endsWith(".ldif") && name(file).compareTo(last) > 0)
          .sorted(Comparator.comparing(LdifChangeFolder::name))
          .toList();
    }
  }

  /// The watermark's name of a list of files: the last one, or what it was.
  static String last(List<Path> files, String before) {
    return files.isEmpty() ? before : name(files.getLast());
  }

  /// Passes every change of these files; one that cannot be read is rejected.
  void forEach(List<Path> files, ImportSink sink, ChangeConsumer consumer)
      throws IOException, InterruptedException {
    for (Path file : files) {
      try (LdifRecords records = new LdifRecords(Files.newInputStream(file))) {
        while (records.next()) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          try {
            consumer.accept(LdifChange.of(records, entries.attributes()), records);
          } catch (Unreadable e) {
            sink.reject(
                new Unreadable(e.error(), name(file) + ", " + e.getMessage())
                    .toDiscoveryError(LdifEntries.dnForMessage(records)));
          }
        }
      }
    }
  }

  /// Every name that these files say anything about, old and new ones, and apart from them the old
  /// names of what was renamed: all below those has another name, too.
  Touched touched(List<Path> files) throws IOException, InterruptedException {
    Touched touched = new Touched(new HashSet<>(), new HashSet<>());
    forEach(
        files,
        Ignored.INSTANCE,
        (change, _) -> {
          touched.names().add(change.dn());
          if (change instanceof LdifChange.Rename rename) {
            touched.names().add(rename.newDn());
            touched.renamed().add(rename.dn());
          }
        });
    return touched;
  }

  /// Names in change records.
  record Touched(Set<Dn> names, Set<Dn> renamed) {
    boolean contains(Dn dn) {
      return names.contains(dn) || isBelowRenamed(dn);
    }

    boolean isBelowRenamed(Dn dn) {
      return !renamed.isEmpty()
          && renamed.stream().anyMatch(above -> dn.isWithin(above) && !dn.equals(above));
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// Rejections of a first pass come again in the second.
  private enum Ignored implements ImportSink {
    INSTANCE;

    @Override
    public void accept(ImportedChange change) {
      throw new IllegalStateException("a first pass reports nothing");
    }

    @Override
    public void reject(DiscoveryError error) {
      // Told by the second pass.
    }
  }
}
