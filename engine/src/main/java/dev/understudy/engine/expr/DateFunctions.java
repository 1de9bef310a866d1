// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.EvaluationException.ErrorName;
import dev.understudy.engine.expr.Function.Nulls;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Dates. Inside an expression a date is a moment in UTC.
final class DateFunctions {
  /// Seconds from 1601-01-01, where Windows begins to count, to 1970-01-01.
  private static final long FILETIME_EPOCH_SECONDS = 11_644_473_600L;

  private static final long TICKS_PER_SECOND = 10_000_000L;
  private static final long NANOS_PER_TICK = 100L;

  private DateFunctions() {}

  static void define(Functions functions) {
    functions.one("CDate(str text): dt", Nulls.NULL, DateFunctions::date);
    functions.more(
        "DateAdd(str interval, num number, dt date): dt", Nulls.NULL, DateFunctions::add);
    functions.one(
        "DateFromNum(num value): dt",
        Nulls.NULL,
        value -> new Datum.Moment(fromFileTime(value.asNumber())));
    functions.one(
        "NumFromDate(dt value): num",
        Nulls.NULL,
        value -> new Datum.Num(toFileTime(value.asMoment())));
    functions.two(
        "FormatDateTime(dt value, str format): text",
        Nulls.NULL,
        (value, format) -> Datum.of(DateFormat.format(value.asMoment(), format.asText())));
  }

  private static Datum date(Datum text) {
    Instant instant = DateText.parse(text.asText());
    if (instant == null) {
      throw new Fault(
          ErrorName.DATE_FORMAT,
          "not a date such as \"2013-01-10 4:00 PM -8\": " + text.describe());
    }
    return new Datum.Moment(instant);
  }

  private static Instant fromFileTime(long ticks) {
    if (ticks < 0) {
      throw Fault.value("a date counts 100 ns since 1601; it cannot be " + ticks);
    }
    return Instant.ofEpochSecond(
        ticks / TICKS_PER_SECOND - FILETIME_EPOCH_SECONDS,
        ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
  }

  private static long toFileTime(Instant instant) {
    BigInteger ticks =
        BigInteger.valueOf(instant.getEpochSecond() + FILETIME_EPOCH_SECONDS)
            .multiply(BigInteger.valueOf(TICKS_PER_SECOND))
            .add(BigInteger.valueOf(instant.getNano() / NANOS_PER_TICK));
    if (ticks.signum() < 0 || ticks.bitLength() >= Long.SIZE) {
      throw Fault.value("the date " + instant + " lies outside what a number can tell");
    }
    return ticks.longValue();
  }

  private static Datum add(Datum[] arguments) {
    String interval = arguments[0].asText();
    long number = arguments[1].asNumber();
    Instant date = arguments[2].asMoment();
    try {
      LocalDateTime moved = plus(LocalDateTime.ofInstant(date, ZoneOffset.UTC), interval, number);
      return new Datum.Moment(moved.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException _) {
      throw Fault.value("there is no date %d × %s from %s".formatted(number, interval, date));
    }
  }

  private static LocalDateTime plus(LocalDateTime date, String interval, long number) {
    return switch (interval) {
      case "yyyy" -> date.plusYears(number);
      case "q" -> date.plusMonths(Math.multiplyExact(3, number));
      case "m" -> date.plusMonths(number);
      case "y", "d", "w" -> date.plusDays(number);
      case "ww" -> date.plusWeeks(number);
      case "h" -> date.plusHours(number);
      case "n" -> date.plusMinutes(number);
      case "s" -> date.plusSeconds(number);
      default ->
          throw Fault.value(
              "unknown interval \"%s\"; yyyy, q, m, y, d, w, ww, h, n or s".formatted(interval));
    };
  }
}
