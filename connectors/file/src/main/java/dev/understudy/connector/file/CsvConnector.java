// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One CSV file as a directory.
final class CsvConnector implements ChangeSource, ExportTarget {
  /// One call rewrites the file once, and keeps this many rows in memory.
  private static final int BATCH_MAX = 20_000;

  private static final String WATERMARK = "csv1 ";
  private final CsvSettings settings;
  private @Nullable Schema schema;
  private @Nullable FileIdentity seen;

  CsvConnector(CsvSettings settings) {
    this.settings = settings;
  }

  @Override
  public Schema schema() {
    Schema known = schema;
    if (known == null) {
      try {
        known = CsvSchema.of(settings, header());
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
  public boolean flatNames() {
    return !settings.keys().treeNames();
  }

  @Override
  public ConnectionTest test() {
    try {
      List<String> header = header();
      return new ConnectionTest.Reachable("%s, %d columns".formatted(file(), header.size()));
    } catch (IOException e) {
      return unreachable(failure("reading", e));
    } catch (ConnectorException e) {
      return unreachable(e);
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    try {
      FileIdentity before = identity();
      if (!before.equals(FileIdentity.NONE)) {
        readRows(scope, sink);
      }
      if (!identity().equals(before)) {
        return new ReadEnd.Incomplete(file() + " changed while it was being read");
      }
      seen = before;
      return new ReadEnd.Complete(new Watermark(WATERMARK + before.toText()));
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  /// A file knows no history: either it is the one that was read last, or all of it must be read.
  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink) {
    try {
      return since.text().equals(WATERMARK + identity().toText())
          ? new ReadEnd.Complete(since)
          : new ReadEnd.FullReadRequired(file() + " is not the file that was read last");
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  /// The file is written once per call, and not at all when nothing in it changes.
  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    AtomicFile target = new AtomicFile(settings.file());
    try {
      CsvRewrite rewrite = new CsvRewrite(settings, schema(), header());
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
    } catch (UncheckedIOException e) {
      throw failure("writing", Objects.requireNonNull(e.getCause()));
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

  private void readRows(ReadScope scope, ImportSink sink) throws IOException, InterruptedException {
    try (CsvTable table = new CsvTable(settings)) {
      CsvRows rows = new CsvRows(settings, schema(), scope, table.header());
      for (Optional<CsvRecord> row = table.next(); row.isPresent(); row = table.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        readRow(rows, row.get(), sink);
      }
    }
  }

  private static void readRow(CsvRows rows, CsvRecord row, ImportSink sink)
      throws InterruptedException {
    Optional<ImportedChange.Present> object;
    try {
      object = rows.read(row);
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(rows.dnForMessage(row)));
      return;
    }
    if (object.isPresent()) {
      sink.accept(object.get());
    }
  }

  /// The columns of the file; those of configuration when it is yet to be made.
  private List<String> header() throws IOException {
    if (!identity().equals(FileIdentity.NONE)) {
      try (CsvTable table = new CsvTable(settings)) {
        return table.header();
      }
    }
    Set<String> columns = new LinkedHashSet<>();
    columns.add(settings.keys().anchorColumn());
    columns.add(settings.keys().dnColumn());
    if (!settings.keys().typeColumn().isEmpty()) {
      columns.add(settings.keys().typeColumn());
    }
    columns.addAll(settings.columns().keySet());
    columns.addAll(settings.lists().names());
    columns.removeAll(settings.columns().values());
    return List.copyOf(columns);
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

  private static ConnectionTest unreachable(ConnectorException e) {
    return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
  }

  private ConnectorException failure(String doing, IOException e) {
    return FileFailure.of(settings.file().connector(), doing, file(), e);
  }
}
