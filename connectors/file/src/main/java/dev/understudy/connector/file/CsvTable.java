// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rows of a CSV file (RFC 4180) under its checked header.
final class CsvTable implements Closeable {
  /// Stands for bytes that are no text of the charset. A noncharacter: no text may hold it
  /// (Unicode, chapter 23.7), so a cell that has it was not readable.
  static final char UNREADABLE = '\uFFFF';

  private final CsvSettings settings;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private final List<String> header;
  private List<String> rawHeader = List.of();

  /// Opens the file and reads its header.
  CsvTable(CsvSettings settings) throws IOException {
    this.settings = settings;
    Reader text =
        new InputStreamReader(
            Files.newInputStream(settings.file().file()),
            settings
                .format()
                .charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(UNREADABLE)));
    reader =
        CsvReader.builder()
            .fieldSeparator(settings.format().delimiter())
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text);
    rows = reader.iterator();
    try {
      header = checkedHeader();
    } catch (ConnectorException | UncheckedIOException e) {
      reader.close();
      throw e;
    }
  }

  /// The columns, in order.
  List<String> header() {
    return header;
  }

  /// The cells of the header as they stand.
  List<String> rawHeader() {
    return rawHeader;
  }

  /// How the first line of a file ends, and so all that are added.
  static LineDelimiter lineDelimiter(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(1 << 16);
      for (int i = 0; i < beginning.length; i++) {
        if (beginning[i] == '\n') {
          return i > 0 && beginning[i - 1] == '\r' ? LineDelimiter.CRLF : LineDelimiter.LF;
        }
      }
      return LineDelimiter.LF;
    }
  }

  /// The next row; empty at the end.
  ///
  /// @throws ConnectorException with `PARSE` when the text is no CSV from here on
  Optional<CsvRecord> next() throws IOException {
    try {
      return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    } catch (CsvParseException e) {
      throw new ConnectorException(
          ErrorCode.PARSE,
          "connector %s: %s is no CSV from some point on: %s; check the quotes there"
              .formatted(settings.file().connector(), settings.file().file(), reason(e)),
          e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private List<String> checkedHeader() throws IOException {
    Optional<CsvRecord> first = next();
    if (first.isEmpty()) {
      throw mismatch("the file is empty; expected a header row");
    }
    rawHeader = first.get().getFields();
    List<String> columns = first.get().getFields().stream().map(CsvTable::columnName).toList();
    Set<String> different = new LinkedHashSet<>();
    for (String column : columns) {
      if (!different.add(column)) {
        throw mismatch("the column \"" + column + "\" stands there twice");
      }
    }
    Set<String> expected = new LinkedHashSet<>(settings.columns().keySet());
    expected.add(settings.keys().anchorColumn());
    expected.add(settings.keys().dnColumn());
    if (!settings.keys().typeColumn().isEmpty()) {
      expected.add(settings.keys().typeColumn());
    }
    expected.removeAll(different);
    if (!expected.isEmpty()) {
      throw mismatch("no column " + expected + " among " + columns);
    }
    return columns;
  }

  private static String columnName(String cell) {
    String name = cell.strip();
    return !name.isEmpty() && name.charAt(0) == '\uFEFF' ? name.substring(1) : name;
  }

  private ConnectorException mismatch(String what) {
    return new ConnectorException(
        ErrorCode.FILE_HEADER,
        "connector %s: the header row of %s: %s; check \"delimiter\", \"columns\" and the file"
            .formatted(settings.file().connector(), settings.file().file(), what));
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause();
    return cause == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + ": " + cause.getMessage();
  }
}
