// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One LDIF file as a directory.
final class LdifConnector implements ChangeSource, ExportTarget {
  /// One call rewrites the file once, and keeps this many objects in memory.
  private static final int BATCH_MAX = 20_000;

  private final LdifSettings settings;
  private final Supplier<UUID> ids;
  private @Nullable Schema schema;
  private @Nullable FileIdentity seen;

  /// @param ids makes anchors for new objects that bring none
  LdifConnector(LdifSettings settings, Supplier<UUID> ids) {
    this.settings = settings;
    this.ids = ids;
  }

  @Override
  public Schema schema() {
    Schema known = schema;
    if (known == null) {
      try {
        known = LdifSchema.of(settings);
      } catch (IOException e) {
        throw failure("reading", e);
      }
      schema = known;
    }
    return known;
  }

  @Override
  public List<Partition> partitions() {
    return List.of(Partition.DEFAULT);
  }

  @Override
  public ConnectionTest test() {
    try {
      FileIdentity identity = identity();
      if (!identity.equals(FileIdentity.NONE)) {
        try (LdifRecords records = new LdifRecords(Files.newInputStream(file()))) {
          if (records.next()) {
            LdifEntries.dn(records);
          }
        }
      }
      return new ConnectionTest.Reachable(
          "%s, %,d bytes".formatted(file(), Math.max(0, identity.size())));
    } catch (IOException e) {
      ConnectorException failure = failure("reading", e);
      return new ConnectionTest.Unreachable(failure.code(), String.valueOf(failure.getMessage()));
    } catch (Unreadable e) {
      return new ConnectionTest.Unreachable(
          ErrorCode.PARSE, "%s is no LDIF file: %s".formatted(file(), e.getMessage()));
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    LdifReader reader = reader(scope);
    try {
      FileIdentity before = identity();
      List<Path> changeFiles = reader.changes().filesAfter("");
      reader.readAll(changeFiles, sink);
      if (!identity().equals(before)) {
        return new ReadEnd.Incomplete(file() + " changed while it was being read");
      }
      seen = before;
      return new ReadEnd.Complete(
          new LdifWatermark(before, LdifChangeFolder.last(changeFiles, "")).toWatermark());
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    Optional<LdifWatermark> parsed = LdifWatermark.parse(since);
    if (parsed.isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is not one of an LDIF file: " + since);
    }
    LdifWatermark watermark = parsed.get();
    try {
      if (!identity().equals(watermark.file())) {
        return new ReadEnd.FullReadRequired(file() + " is another file than the one last read");
      }
      LdifReader reader = reader(scope);
      List<Path> changeFiles = reader.changes().filesAfter(watermark.lastChanges());
      if (reader.renamesContainers(changeFiles)) {
        return new ReadEnd.FullReadRequired("an entry with others below it was renamed");
      }
      reader.readChanges(changeFiles, sink);
      String last = LdifChangeFolder.last(changeFiles, watermark.lastChanges());
      return new ReadEnd.Complete(new LdifWatermark(watermark.file(), last).toWatermark());
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  /// The file is written once per call, and not at all when nothing in it changes.
  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    ReadScope scope = new ReadScope(Partition.DEFAULT, Set.of(), Set.of());
    LdifRewrite rewrite =
        new LdifRewrite(settings, schema(), new LdifEntries(settings, schema(), scope), ids);
    AtomicFile target = new AtomicFile(settings.file());
    try {
      FileIdentity before = identity();
      if (seen != null) {
        target.checkUnchanged(seen);
      }
      rewrite.find(batch);
      List<ExportOutcome> outcomes = batch.stream().map(rewrite::apply).toList();
      seen = rewrite.isChange() ? target.replace(before, rewrite::writeTo) : before;
      return outcomes;
    } catch (IOException e) {
      throw failure("writing", e);
    }
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public void close() {
    // Files are open only while they are read or written.
  }

  private LdifReader reader(ReadScope scope) {
    return new LdifReader(settings, new LdifEntries(settings, schema(), scope));
  }

  private FileIdentity identity() throws IOException {
    FileIdentity identity = FileIdentity.of(file());
    if (identity.equals(FileIdentity.NONE) && !settings.file().createMissing()) {
      throw new NoSuchFileException(file().toString());
    }
    return identity;
  }

  private Path file() {
    return settings.file().file();
  }

  private ConnectorException failure(String doing, IOException e) {
    return FileFailure.of(settings.file().connector(), doing, file(), e);
  }
}
