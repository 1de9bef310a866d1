// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Splits LDIF (RFC 2849) into records and a record into logical lines. It works on bytes and makes
/// a string only of what is asked for: most of a large file is passed over or compared as bytes.
///
/// The buffer holds one record at a time, so a record of any length can be read and a file of any
/// length in the memory of its longest record.
final class LdifRecords implements Closeable {
  /// A record longer than this is no record but a file of another kind.
  static final int RECORD_BYTES_MAX = 1 << 30;

  private static final int INITIAL_BYTES = 1 << 16;

  /// How the value of a line is written.
  enum Form {
    /// `name: value`
    PLAIN,
    /// `name:: base64`
    BASE64,
    /// `name:< url`
    URL,
    /// `-`, the end of one modification
    DASH,
    /// Nothing of the above.
    BROKEN
  }

  private final InputStream in;
  private byte[] buffer;
  private int limit;
  private int position;
  private long lineNumber;
  private boolean started;
  private boolean ended;

  private int count;
  private int[] start = new int[32];
  private int[] end = new int[32];
  private int[] colon = new int[32];
  private long[] number = new long[32];

  LdifRecords(InputStream in) {
    this(in, new byte[INITIAL_BYTES]);
  }

  private LdifRecords(InputStream in, byte[] buffer) {
    this.in = in;
    this.buffer = buffer;
  }

  /// A record of one line.
  static LdifRecords ofLine(byte[] line) {
    LdifRecords record = new LdifRecords(InputStream.nullInputStream(), line);
    record.limit = line.length;
    record.addLine(0, line.length);
    return record;
  }

  /// Goes to the next record; false at the end of the file.
  boolean next() throws IOException {
    if (!started) {
      skipByteOrderMark();
    }
    do {
      if (!readRecord()) {
        return false;
      }
      if (!started) {
        started = true;
        dropVersion();
      }
    } while (count == 0);
    return true;
  }

  /// How many logical lines the record has.
  int lines() {
    return count;
  }

  /// The number of the physical line on which logical line `i` begins, from 1.
  long lineNumber(int i) {
    return number[i];
  }

  /// How the value of line `i` is written.
  Form form(int i) {
    if (colon[i] < 0) {
      return end[i] - start[i] == 1 && buffer[start[i]] == '-' ? Form.DASH : Form.BROKEN;
    }
    if (colon[i] == start[i]) {
      return Form.BROKEN;
    }
    if (colon[i] + 1 < end[i]) {
      byte second = buffer[colon[i] + 1];
      return second == ':' ? Form.BASE64 : second == '<' ? Form.URL : Form.PLAIN;
    }
    return Form.PLAIN;
  }

  /// The bytes that the lines are in; valid until [#next()].
  byte[] bytes() {
    return buffer;
  }

  /// Where line `i` and its name begin.
  int start(int i) {
    return start[i];
  }

  /// Where the name of line `i` ends; the end of the line when it has no colon.
  int nameEnd(int i) {
    return colon[i] < 0 ? end[i] : colon[i];
  }

  /// Where line `i` ends.
  int end(int i) {
    return end[i];
  }

  /// Whether the name of line `i` is `lowerCaseName`, without case.
  boolean isNamed(int i, String lowerCaseName) {
    return nameEnd(i) - start[i] == lowerCaseName.length() && matches(start[i], lowerCaseName);
  }

  /// Whether the value of line `i` is `lowerCaseText`, an ASCII text, without case.
  boolean hasValue(int i, String lowerCaseText) throws Unreadable {
    if (form(i) != Form.PLAIN) {
      return text(i).equalsIgnoreCase(lowerCaseText);
    }
    int from = valueStart(i);
    return end[i] - from == lowerCaseText.length() && matches(from, lowerCaseText);
  }

  /// The name of line `i`.
  String name(int i) {
    return new String(buffer, start[i], nameEnd(i) - start[i], StandardCharsets.ISO_8859_1);
  }

  /// The value of line `i` as text.
  String text(int i) throws Unreadable {
    if (form(i) == Form.PLAIN) {
      int from = valueStart(i);
      return decode(buffer, from, end[i] - from, i);
    }
    byte[] decoded = binary(i);
    return decode(decoded, 0, decoded.length, i);
  }

  /// The value of line `i` as bytes.
  byte[] binary(int i) throws Unreadable {
    return switch (form(i)) {
      case PLAIN -> Arrays.copyOfRange(buffer, valueStart(i), end[i]);
      case BASE64 -> base64(i);
      case URL ->
          throw new Unreadable(
              "unsupported-value-type",
              "line %d: %s refers to a URL; only values in the file itself are read"
                  .formatted(number[i], name(i)));
      case DASH, BROKEN -> throw broken(i);
    };
  }

  /// The exception for a line that is none of LDIF.
  Unreadable broken(int i) {
    String seen =
        new String(buffer, start[i], Math.min(40, end[i] - start[i]), StandardCharsets.ISO_8859_1);
    return new Unreadable(
        "parse-error",
        "line %d: expected \"name: value\", found \"%s\"".formatted(number[i], seen));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  private byte[] base64(int i) throws Unreadable {
    try {
      return Base64.getDecoder().decode(Arrays.copyOfRange(buffer, valueStart(i), end[i]));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(
          "invalid-base64-value",
          "line %d: the value of %s is no Base64: %s"
              .formatted(number[i], name(i), e.getMessage()));
    }
  }

  private boolean matches(int from, String lowerCaseText) {
    for (int k = 0; k < lowerCaseText.length(); k++) {
      if (lower(buffer[from + k]) != lowerCaseText.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private int valueStart(int i) {
    int from = colon[i] + 1;
    if (from < end[i] && (buffer[from] == ':' || buffer[from] == '<')) {
      from++;
    }
    while (from < end[i] && buffer[from] == ' ') {
      from++;
    }
    return from;
  }

  /// Decoding puts U+FFFD where the bytes are no UTF-8; only when one is seen is it worth asking
  /// whether it stands in the file.
  private String decode(byte[] bytes, int from, int length, int i) throws Unreadable {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      } catch (CharacterCodingException e) {
        throw new Unreadable(
            "invalid-attribute-value",
            "line %d: the value of %s is not UTF-8".formatted(number[i], name(i)));
      }
    }
    return text;
  }

  /// Reads lines up to an empty one. A continuation is moved to the end of the line it continues;
  /// lines themselves stay where they are.
  private boolean readRecord() throws IOException {
    count = 0;
    boolean inComment = false;
    while (true) {
      int lineEnd = endOfLine();
      if (lineEnd < 0) {
        return count > 0;
      }
      int from = position;
      int to = lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
      position = Math.min(lineEnd + 1, limit);
      lineNumber++;
      if (to == from) {
        if (count > 0) {
          return true;
        }
        inComment = false;
      } else if (buffer[from] == ' ' && (inComment || count > 0)) {
        if (!inComment) {
          continueLine(from + 1, to);
        }
      } else {
        inComment = buffer[from] == '#';
        if (!inComment) {
          addLine(from, to);
        }
      }
    }
  }

  private void addLine(int from, int to) {
    if (count == start.length) {
      start = Arrays.copyOf(start, count * 2);
      end = Arrays.copyOf(end, count * 2);
      colon = Arrays.copyOf(colon, count * 2);
      number = Arrays.copyOf(number, count * 2);
    }
    start[count] = from;
    end[count] = to;
    colon[count] = findColon(from, to);
    number[count] = lineNumber;
    count++;
  }

  private void continueLine(int from, int to) {
    int last = count - 1;
    System.arraycopy(buffer, from, buffer, end[last], to - from);
    end[last] += to - from;
    if (colon[last] < 0) {
      colon[last] = findColon(start[last], end[last]);
    }
  }

  private int findColon(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  /// Index of the line break after `position` or of the end of the file; -1 when nothing is left.
  private int endOfLine() throws IOException {
    int from = position;
    while (true) {
      for (int i = from; i < limit; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      int searched = limit - position;
      if (!fill()) {
        return position < limit ? limit : -1;
      }
      from = position + searched;
    }
  }

  /// Reads more behind what is there, after moving the current record to the front.
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int keep = count > 0 ? start[0] : position;
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, limit - keep);
      limit -= keep;
      position -= keep;
      for (int i = 0; i < count; i++) {
        start[i] -= keep;
        end[i] -= keep;
        colon[i] -= colon[i] < 0 ? 0 : keep;
      }
    }
    if (limit == buffer.length) {
      if (limit >= RECORD_BYTES_MAX) {
        throw new IOException(
            "line " + lineNumber + ": a record of more than " + RECORD_BYTES_MAX + " bytes");
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min((long) limit * 2, RECORD_BYTES_MAX));
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
      return false;
    }
    limit += read;
    return true;
  }

  /// The first record may be, or begin with, `version: 1`.
  private void dropVersion() {
    if (isNamed(0, "version")) {
      count--;
      System.arraycopy(start, 1, start, 0, count);
      System.arraycopy(end, 1, end, 0, count);
      System.arraycopy(colon, 1, colon, 0, count);
      System.arraycopy(number, 1, number, 0, count);
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < 3 && fill()) {
      // Until the three bytes are there, or the file has fewer.
    }
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
    }
  }
}
