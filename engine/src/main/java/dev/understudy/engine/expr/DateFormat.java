// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.EvaluationException.ErrorName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/// Writes dates by the custom formats of .NET (`yyyyMMddHHmmss.0Z`), and its one-letter standard
/// formats, in UTC and in English.
final class DateFormat {
  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private final String format;
  private final LocalDateTime date;
  private final StringBuilder text = new StringBuilder();

  private DateFormat(String format, LocalDateTime date) {
    this.format = format;
    this.date = date;
  }

  static String format(Instant instant, String format) {
    String custom = format.length() == 1 ? standard(format) : format;
    LocalDateTime date = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return new DateFormat(custom, date).format();
  }

  private static String standard(String letter) {
    return switch (letter) {
      case "d" -> "MM/dd/yyyy";
      case "D" -> "dddd, dd MMMM yyyy";
      case "f" -> "dddd, dd MMMM yyyy HH:mm";
      case "F", "U" -> "dddd, dd MMMM yyyy HH:mm:ss";
      case "g" -> "MM/dd/yyyy HH:mm";
      case "G" -> "MM/dd/yyyy HH:mm:ss";
      case "m", "M" -> "MMMM dd";
      case "o", "O" -> "yyyy-MM-ddTHH:mm:ss.fffffffK";
      case "r", "R" -> "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
      case "s" -> "yyyy-MM-ddTHH:mm:ss";
      case "t" -> "HH:mm";
      case "T" -> "HH:mm:ss";
      case "u" -> "yyyy-MM-dd HH:mm:ss'Z'";
      case "y", "Y" -> "yyyy MMMM";
      default -> throw invalid("there is no standard date format \"" + letter + '"');
    };
  }

  private static Fault invalid(String message) {
    return new Fault(ErrorName.DATE_FORMAT, message);
  }

  private String format() {
    for (int at = 0; at < format.length(); ) {
      at = next(at);
      if (text.length() > Limits.TEXT_CHARS_MAX) {
        throw Datum.tooLong("text of at least", text.length(), Limits.TEXT_CHARS_MAX, "characters");
      }
    }
    return text.toString();
  }

  /// Writes what stands at `at`.
  ///
  /// @return where to go on
  private int next(int at) {
    char c = format.charAt(at);
    return switch (c) {
      case '\'', '"' -> quoted(at, c);
      case '\\' -> escaped(at);
      case '%' -> at + 1;
      default -> {
        int end = at + 1;
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        yield write(c, at, end - at);
      }
    };
  }

  private int escaped(int at) {
    if (at + 1 == format.length()) {
      throw invalid("the date format \"" + format + "\" ends with a backslash");
    }
    text.append(format.charAt(at + 1));
    return at + 2;
  }

  private int quoted(int at, char quote) {
    int end = format.indexOf(quote, at + 1);
    if (end < 0) {
      throw invalid("the date format \"" + format + "\" has no closing " + quote);
    }
    text.append(format, at + 1, end);
    return end + 1;
  }

  private int write(char letter, int at, int count) {
    switch (letter) {
      case 'y' -> year(count);
      case 'M' -> named(MONTHS, date.getMonthValue(), date.getMonthValue(), count);
      case 'd' -> named(DAYS, date.getDayOfWeek().getValue(), date.getDayOfMonth(), count);
      case 'H' -> padded(date.getHour(), Math.min(count, 2));
      case 'h' -> padded((date.getHour() + 11) % 12 + 1, Math.min(count, 2));
      case 'm' -> padded(date.getMinute(), Math.min(count, 2));
      case 's' -> padded(date.getSecond(), Math.min(count, 2));
      case 'f', 'F' -> fraction(letter, count);
      case 't' -> text.append(date.getHour() < 12 ? "AM" : "PM", 0, Math.min(count, 2));
      case 'z' -> text.append(count == 1 ? "+0" : count == 2 ? "+00" : "+00:00");
      case 'K' -> text.repeat('Z', count);
      case 'g' -> text.append("A.D.");
      default -> {
        text.append(letter);
        return at + 1;
      }
    }
    return at + count;
  }

  private void year(int count) {
    int year = date.getYear();
    if (count <= 2) {
      padded(Math.floorMod(year, 100), count);
    } else {
      padded(year, count);
    }
  }

  /// Writes a number up to two letters, a short name for three and a whole name for more.
  private void named(List<String> names, int index, int number, int count) {
    if (count <= 2) {
      padded(number, count);
    } else {
      String name = names.get(index - 1);
      text.append(count == 3 ? name.substring(0, 3) : name);
    }
  }

  private void fraction(char letter, int count) {
    if (count > 7) {
      throw invalid("the date format \"" + format + "\" asks for more than 7 decimals");
    }
    String digits =
        String.format(Locale.ROOT, "%09d", date.get(ChronoField.NANO_OF_SECOND))
            .substring(0, count);
    text.append(letter == 'f' ? digits : digits.replaceAll("0+$", ""));
  }

  private void padded(int number, int digits) {
    String shown = Integer.toString(number);
    text.repeat('0', Math.max(0, digits - shown.length())).append(shown);
  }
}
