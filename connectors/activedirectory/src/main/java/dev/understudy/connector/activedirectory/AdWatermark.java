// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Where the next read of changes begins, with everything that must still be so for that to be
/// true.
///
/// @param mode how changes are found
/// @param server which domain controller it is about
/// @param usn the number of its last change when the read began
/// @param scope a digest of what was read: types, attributes, OUs
/// @param cookie that of DirSync; empty when changes are found by number
record AdWatermark(Mode mode, Server server, long usn, String scope, byte[] cookie) {
  private static final String PREFIX = "ad1";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  /// How changes are found.
  enum Mode {
    DIRSYNC,
    USN
  }

  /// @param endpoint the address under which it was reached
  /// @param invocationId which copy of the database it had
  /// @param time its clock when the read began
  record Server(String endpoint, String invocationId, String time) {}

  /// The watermark of a read that began in this session.
  static AdWatermark of(Session session, Mode mode, String scope, byte[] cookie) {
    ServerFacts facts = session.facts();
    Server server = new Server(session.endpoint().toString(), facts.invocationId(), facts.time());
    return new AdWatermark(mode, server, facts.usn(), scope, cookie);
  }

  Watermark toWatermark() {
    String text =
        String.join(
            " ",
            PREFIX,
            mode.name().toLowerCase(Locale.ROOT),
            server.endpoint,
            server.invocationId,
            server.time,
            Long.toString(usn),
            scope,
            "c" + Base64.getEncoder().encodeToString(cookie));
    return new Watermark(text + " " + checksum(text));
  }

  /// Empty for anything that is none, or was one and is damaged.
  static Optional<AdWatermark> parse(Watermark watermark) {
    String text = watermark.text();
    String[] parts = text.split(" ", -1);
    if (parts.length != 9
        || !parts[0].equals(PREFIX)
        || !parts[7].startsWith("c")
        || !parts[8].equals(checksum(text.substring(0, text.lastIndexOf(' '))))) {
      return Optional.empty();
    }
    try {
      Mode mode = Mode.valueOf(parts[1].toUpperCase(Locale.ROOT));
      byte[] cookie = Base64.getDecoder().decode(parts[7].substring(1));
      LocalDateTime.parse(seconds(parts[4]), TIME);
      return Optional.of(
          new AdWatermark(
              mode,
              new Server(parts[2], parts[3], parts[4]),
              Long.parseLong(parts[5]),
              parts[6],
              cookie));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Servers take some damaged cookies for good ones.
  private static String checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
  }

  /// How long ago the read was, by the clock of the server.
  Duration age(ServerFacts now) {
    try {
      return Duration.between(
          LocalDateTime.parse(seconds(server.time), TIME),
          LocalDateTime.parse(seconds(now.time()), TIME));
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  private static String seconds(String time) {
    return time.length() < 14 ? time : time.substring(0, 14);
  }
}
