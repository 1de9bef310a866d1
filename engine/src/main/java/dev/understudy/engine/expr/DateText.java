// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates as people and directories write them: `2013-01-10 4:00 PM -8`, `12/25/2007` (month
/// first), `25 December 2007 13:00`, `December 25, 2007`, ISO 8601, and the generalized time of
/// LDAP, `20071225130000.0Z`. Without an offset the time is UTC, without a time it is midnight.
final class DateText {
  private static final int CHARS_MAX = 64;

  private static final String TIME =
      "(?:[T ] ?(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?)?"
          + " ?(?<half>[AaPp][Mm])?)?"
          + " ?(?<offset>Z|z|UTC|GMT|[+-]\\d{1,2}(?::?\\d{2})?)?";
  private static final String WEEKDAY = "(?:[A-Za-z]{3,9},? )?";
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<year>\\d{4})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})" + TIME);
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(?<month>\\d{1,2})[-/](?<day>\\d{1,2})[-/](?<year>\\d{4})" + TIME);
  private static final Pattern DAY_AND_NAME =
      Pattern.compile(
          WEEKDAY + "(?<day>\\d{1,2})[ -](?<name>[A-Za-z]{3,9})[ -](?<year>\\d{4})" + TIME);
  private static final Pattern NAME_AND_DAY =
      Pattern.compile(WEEKDAY + "(?<name>[A-Za-z]{3,9}) (?<day>\\d{1,2}),? (?<year>\\d{4})" + TIME);
  private static final Pattern GENERALIZED =
      Pattern.compile(
          "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?<hour>\\d{2})(?<minute>\\d{2})"
              + "(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?(?<half>$^)?"
              + "(?<offset>Z|[+-]\\d{2}(?:\\d{2})?)?");

  private DateText() {}

  /// The date; null where the text is none.
  static @Nullable Instant parse(String text) {
    if (text.length() > CHARS_MAX) {
      return null;
    }
    String compact = text.strip().replaceAll(" +", " ");
    Pattern[] patterns = {YEAR_FIRST, MONTH_FIRST, DAY_AND_NAME, NAME_AND_DAY, GENERALIZED};
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(compact);
      if (matcher.matches()) {
        return instant(matcher);
      }
    }
    return null;
  }

  private static @Nullable Instant instant(Matcher matcher) {
    boolean named = matcher.namedGroups().containsKey("name");
    int month = named ? month(matcher.group("name")) : number(matcher, "month");
    try {
      LocalDate date = LocalDate.of(number(matcher, "year"), month, number(matcher, "day"));
      LocalTime time = time(matcher);
      return time == null
          ? null
          : LocalDateTime.of(date, time).toInstant(offset(matcher.group("offset")));
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable LocalTime time(Matcher matcher) {
    String half = matcher.group("half");
    int hour = number(matcher, "hour");
    if (half == null) {
      boolean bare = matcher.group("hour") != null && matcher.group("minute") == null;
      return bare
          ? null
          : LocalTime.of(hour, number(matcher, "minute"), second(matcher), nano(matcher));
    }
    if (hour < 1 || hour > 12) {
      return null;
    }
    int afternoon = half.toUpperCase(Locale.ROOT).equals("PM") ? 12 : 0;
    return LocalTime.of(
        hour % 12 + afternoon, number(matcher, "minute"), second(matcher), nano(matcher));
  }

  private static int second(Matcher matcher) {
    return number(matcher, "second");
  }

  private static int nano(Matcher matcher) {
    String fraction = matcher.group("fraction");
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static int number(Matcher matcher, String group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int month(String name) {
    String sought = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < DateFormat.MONTHS.size(); i++) {
      String month = DateFormat.MONTHS.get(i).toLowerCase(Locale.ROOT);
      if (month.equals(sought) || month.substring(0, 3).equals(sought)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static ZoneOffset offset(@Nullable String text) {
    if (text == null || Character.isLetter(text.charAt(0))) {
      return ZoneOffset.UTC;
    }
    String digits = text.substring(1).replace(":", "");
    int sign = text.charAt(0) == '-' ? -1 : 1;
    boolean minutes = digits.length() > 2;
    int hour = Integer.parseInt(minutes ? digits.substring(0, digits.length() - 2) : digits);
    int minute = minutes ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    return ZoneOffset.ofHoursMinutes(sign * hour, sign * minute);
  }
}
