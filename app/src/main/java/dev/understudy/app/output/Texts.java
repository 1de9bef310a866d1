// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How numbers, times and long texts look.
public final class Texts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Texts() {}

  /// With thousands separators.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 object`, `2 objects`.
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /// `840 ms`, `12.3 s`, `4 min 10 s`.
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    return "%d min %d s".formatted(millis / 60_000, millis / 1_000 % 60);
  }

  /// UTC, to the second.
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /// At most `max` characters, the end replaced by an ellipsis.
  public static String shorten(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
  }

  /// Line breaks, tabs and other control characters made visible, so that a value cannot break a
  /// table or write to the terminal what it likes.
  public static String oneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.toString();
  }
}
