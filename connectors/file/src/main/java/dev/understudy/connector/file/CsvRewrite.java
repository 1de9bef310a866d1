// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works a batch of deltas into a CSV file: a first pass finds the rows that the batch is about, a
/// second one writes the new file. Only those rows are kept in memory; all others are copied cell
/// by cell.
final class CsvRewrite {
  private final CsvSettings settings;
  private final CsvCells cells;
  private final List<String> header;
  private final Map<Anchor, String[]> byAnchor = new HashMap<>();
  private final Map<Dn, Anchor> byDn = new HashMap<>();
  private final Map<Anchor, String[]> changed = new HashMap<>();
  private final Set<Anchor> deleted = new HashSet<>();
  private final List<String[]> added = new ArrayList<>();
  private LineDelimiter lineDelimiter = LineDelimiter.LF;

  /// @param header the columns, in order
  CsvRewrite(CsvSettings settings, Schema schema, List<String> header) {
    this.settings = settings;
    this.header = header;
    this.cells = new CsvCells(settings, schema, header);
  }

  /// Finds the rows that the batch is about.
  void find(List<ObjectDelta> batch) throws IOException {
    Set<Anchor> anchors = new HashSet<>();
    Set<Dn> names = new HashSet<>();
    for (ObjectDelta delta : batch) {
      switch (delta) {
        case ObjectDelta.Add add -> {
          names.add(add.dn());
          cells.newAnchor(add).ifPresent(anchors::add);
        }
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
    lineDelimiter = CsvTable.lineDelimiter(settings.file().file());
    try (CsvTable table = new CsvTable(settings)) {
      for (Optional<CsvRecord> row = table.next(); row.isPresent(); row = table.next()) {
        String[] values = row.get().getFields().toArray(String[]::new);
        checkReadable(row.get(), values);
        Optional<Anchor> anchor = cells.anchor(values);
        Optional<Dn> dn = cells.dn(values);
        if (anchor.isPresent()
            && dn.isPresent()
            && (anchors.contains(anchor.get()) || names.contains(dn.get()))) {
          byAnchor.put(anchor.get(), values);
          byDn.put(dn.get(), anchor.get());
        }
      }
    }
  }

  /// Decides what becomes of one delta, after those before it.
  ExportOutcome apply(ObjectDelta delta) {
    return switch (delta) {
      case ObjectDelta.Add add -> add(add);
      case ObjectDelta.Modify modify -> modify(modify);
      case ObjectDelta.Delete delete -> delete(delete);
    };
  }

  /// Whether the file has to be written.
  boolean isChange() {
    return !changed.isEmpty() || !deleted.isEmpty() || !added.isEmpty();
  }

  /// Writes the new file.
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    Writer text = new OutputStreamWriter(out, settings.format().charset());
    CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(settings.format().delimiter())
            .lineDelimiter(lineDelimiter)
            .build(text);
    if (Files.exists(settings.file().file())) {
      try (CsvTable table = new CsvTable(settings)) {
        writer.writeRecord(table.rawHeader());
        for (Optional<CsvRecord> row = table.next(); row.isPresent(); row = table.next()) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          copy(row.get(), writer);
        }
      }
    } else {
      writer.writeRecord(header);
    }
    for (String[] row : added) {
      writer.writeRecord(row);
    }
    writer.flush();
    text.flush();
  }

  private void copy(CsvRecord row, CsvWriter writer) {
    String[] values = row.getFields().toArray(String[]::new);
    Anchor anchor = cells.anchor(values).orElse(null);
    String[] now = anchor == null ? values : changed.getOrDefault(anchor, values);
    if (anchor == null || !deleted.contains(anchor)) {
      writer.writeRecord(now);
    }
  }

  private ExportOutcome add(ObjectDelta.Add add) {
    Optional<Anchor> anchor = cells.newAnchor(add);
    if (anchor.isEmpty()) {
      return new ExportOutcome.Rejected(
          "missing-anchor-component",
          "a new row needs a value for " + settings.attribute(settings.keys().anchorColumn()));
    }
    String[] row = new String[header.size()];
    Arrays.fill(row, "");
    Optional<ExportOutcome> refusal = cells.write(add, row);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Anchor there =
        byDn.getOrDefault(add.dn(), byAnchor.containsKey(anchor.get()) ? anchor.get() : null);
    if (there != null) {
      return there.equals(anchor.get()) && holds(byAnchor.get(there), row)
          ? new ExportOutcome.Accepted(there, null)
          : new ExportOutcome.Exists("there is another row for " + add.dn());
    }
    added.add(row);
    byAnchor.put(anchor.get(), row);
    byDn.put(add.dn(), anchor.get());
    return new ExportOutcome.Accepted(anchor.get(), null);
  }

  private static boolean holds(String @Nullable [] there, String[] wanted) {
    if (there == null || there.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].isEmpty() && !wanted[i].equals(there[i])) {
        return false;
      }
    }
    return true;
  }

  private ExportOutcome modify(ObjectDelta.Modify modify) {
    String[] before = byAnchor.get(modify.anchor());
    if (before == null || before.length != header.size()) {
      return new ExportOutcome.Missing("there is no row for " + modify.dn());
    }
    Dn newDn = modify.newDn();
    Anchor there = newDn == null ? null : byDn.get(newDn);
    if (there != null && !there.equals(modify.anchor())) {
      return new ExportOutcome.Rejected(
          "rename-to-existing-dn", "there is another row called " + newDn);
    }
    String[] row = before.clone();
    for (AttributeChange change : modify.changes()) {
      Optional<ExportOutcome> refusal = cells.write(change, row);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    if (newDn != null) {
      cells.dn(before).ifPresent(byDn::remove);
      cells.rename(newDn, row);
      byDn.put(newDn, modify.anchor());
    }
    if (!cells.anchor(row).equals(Optional.of(modify.anchor()))) {
      return new ExportOutcome.Rejected(
          "modify-naming-attribute",
          "the column " + settings.keys().anchorColumn() + " identifies the row and cannot change");
    }
    byAnchor.put(modify.anchor(), row);
    int position = added.indexOf(before);
    if (position >= 0) {
      added.set(position, row);
    } else {
      changed.put(modify.anchor(), row);
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  private ExportOutcome delete(ObjectDelta.Delete delete) {
    String[] row = byAnchor.remove(delete.anchor());
    if (row == null) {
      return new ExportOutcome.Missing("there is no row for " + delete.dn());
    }
    cells.dn(row).ifPresent(byDn::remove);
    changed.remove(delete.anchor());
    if (!added.remove(row)) {
      deleted.add(delete.anchor());
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  /// What was not readable would be lost by writing it again.
  private void checkReadable(CsvRecord row, String[] values) {
    for (String value : values) {
      if (value.indexOf(CsvTable.UNREADABLE) >= 0) {
        throw new ConnectorException(
            ErrorCode.PARSE,
            "connector %s: %s cannot be written: line %d has bytes that are not %s; correct it"
                .formatted(
                    settings.file().connector(),
                    settings.file().file(),
                    row.getStartingLineNumber(),
                    settings.format().charset()));
      }
    }
  }
}
