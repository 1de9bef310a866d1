// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.company;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes entries of a company as LDIF, one at a time.
public final class LdifFile implements AutoCloseable {
  private final OutputStream out;

  /// Begins a file, or a new one in its place.
  public LdifFile(Path path) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
  }

  /// Writes a whole company; with identifiers where a directory would have made them.
  public static void write(Company company, Path path) throws IOException {
    try (LdifFile file = new LdifFile(path)) {
      for (int i = 0; i < company.size().people(); i++) {
        file.entry(company.person(i), company.personUuid(i));
      }
      for (int i = 0; i < company.size().groups(); i++) {
        file.entry(company.group(i), company.groupUuid(i));
      }
    }
  }

  /// Writes an entry.
  public void entry(Company.Entry entry) throws IOException {
    begin(entry);
    line("");
  }

  /// Writes an entry with the identifier that its directory gave it.
  public void entry(Company.Entry entry, String entryUuid) throws IOException {
    begin(entry);
    if (entry.binary().isEmpty()) {
      line("entryUUID: " + entryUuid);
    }
    line("");
  }

  /// Writes a record as it is, without the blank line behind it.
  public void record(List<String> lines) throws IOException {
    for (String line : lines) {
      line(line);
    }
    line("");
  }

  private void begin(Company.Entry entry) throws IOException {
    attribute("dn", entry.dn());
    for (Map.Entry<String, List<String>> attribute : entry.attributes().entrySet()) {
      for (String value : attribute.getValue()) {
        attribute(attribute.getKey(), value);
      }
    }
    for (Map.Entry<String, byte[]> attribute : entry.binary().entrySet()) {
      line(attribute.getKey() + ":: " + Base64.getEncoder().encodeToString(attribute.getValue()));
    }
  }

  private void attribute(String name, String value) throws IOException {
    line(text(name, value));
  }

  /// A line with a value, in Base64 where LDIF asks for it (RFC 2849).
  public static String text(String name, String value) {
    boolean safe = !value.isEmpty() && " :<".indexOf(value.charAt(0)) < 0;
    for (int i = 0; i < value.length() && safe; i++) {
      char c = value.charAt(i);
      safe = c > 0 && c < 128 && c != '\n' && c != '\r';
    }
    return safe && !value.endsWith(" ")
        ? name + ": " + value
        : name + ":: " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  private void line(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
