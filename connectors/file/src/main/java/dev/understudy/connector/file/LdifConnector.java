// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
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
import org.jspecify.annotations.Nullable;

/// One LDIF file as a directory.
final class LdifConnector implements ChangeSource {
  private final LdifSettings settings;
  private @Nullable Schema schema;

  LdifConnector(LdifSettings settings) {
    this.settings = settings;
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
    LdifEntries entries = new LdifEntries(settings, schema(), scope);
    try {
      FileIdentity before = identity();
      if (!before.equals(FileIdentity.NONE)) {
        readEntries(entries, sink);
      }
      if (!identity().equals(before)) {
        return new ReadEnd.Incomplete(file() + " changed while it was being read");
      }
      return new ReadEnd.Complete(new LdifWatermark(before, "").toWatermark());
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
      return new ReadEnd.Complete(since);
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  @Override
  public void close() {
    // Files are open only while they are read or written.
  }

  private void readEntries(LdifEntries entries, ImportSink sink)
      throws IOException, InterruptedException {
    try (LdifRecords records = new LdifRecords(Files.newInputStream(file()))) {
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
        if (entry.isPresent()) {
          sink.accept(entry.get());
        }
      }
    }
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
