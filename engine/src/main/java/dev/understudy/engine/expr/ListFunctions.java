// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Function.Nulls;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Functions of all values of an attribute together. NULLs among them are left out.
final class ListFunctions {
  private ListFunctions() {}

  static void define(Functions functions) {
    functions.more(
        "Contains(mvstr values, str sought, [case mode]): num",
        Nulls.ZERO,
        ListFunctions::contains);
    functions.one(
        "Count(mvany values): num", Nulls.ZERO, values -> new Datum.Num(values.asList().size()));
    functions.two("Item(mvany values, num number): same", Nulls.PASSED, ListFunctions::item);
    functions.two(
        "ItemOrNull(mvany values, num number): same", Nulls.NULL, ListFunctions::itemOrNull);
    functions.two("Join(mvstr values, [str delimiter]): text", Nulls.NULL, ListFunctions::join);
    functions.one(
        "RemoveDuplicates(mvany values): mvsame",
        Nulls.NULL,
        values -> list(List.copyOf(new LinkedHashSet<>(values.asList()))));
    functions.more(
        "Split(str value, str delimiter, [num limit]): mvtext", Nulls.NULL, ListFunctions::split);
  }

  /// A list of `values`; NULL where there are none.
  static Datum list(List<Datum> values) {
    return values.isEmpty() ? Absence.NULL : new Datum.Many(values);
  }

  private static Datum contains(Datum[] arguments) {
    List<Datum> values = arguments[0].asList();
    String sought = arguments[1].asText();
    boolean ignoresCase =
        arguments[2] != Absence.NULL && arguments[2].asText().equals("CaseInsensitive");
    for (int i = 0; i < values.size(); i++) {
      boolean found =
          values.get(i) instanceof Datum.Ref(Dn dn)
              ? is(dn, arguments[1], ignoresCase)
              : contains(values.get(i).asText(), sought, ignoresCase);
      if (found) {
        return new Datum.Num(i + 1L);
      }
    }
    return new Datum.Num(0);
  }

  private static boolean is(Dn dn, Datum sought, boolean ignoresCase) {
    if (sought instanceof Datum.Ref(Dn other)) {
      return dn.equals(other);
    }
    String text = sought.asText();
    return ignoresCase ? dn.text().equalsIgnoreCase(text) : dn.text().equals(text);
  }

  private static boolean contains(String text, String sought, boolean ignoresCase) {
    if (!ignoresCase) {
      return text.contains(sought);
    }
    for (int i = 0; i <= text.length() - sought.length(); i++) {
      if (text.regionMatches(true, i, sought, 0, sought.length())) {
        return true;
      }
    }
    return false;
  }

  private static Datum item(Datum values, Datum number) {
    Datum item = itemOrNull(values, number);
    if (item == Absence.NULL) {
      throw Fault.value(
          "there is no value %d; the attribute has %d"
              .formatted(number.asNumber(), values.asList().size()));
    }
    return item;
  }

  private static Datum itemOrNull(Datum values, Datum number) {
    List<Datum> list = values.asList();
    long index = number.asNumber();
    return index < 1 || index > list.size() ? Absence.NULL : list.get((int) index - 1);
  }

  private static Datum join(Datum values, Datum delimiter) {
    String between = delimiter == Absence.NULL ? " " : delimiter.asText();
    StringBuilder joined = new StringBuilder();
    String before = "";
    for (Datum value : values.asList()) {
      joined.append(before).append(value.asText());
      before = between;
      if (joined.length() > Limits.TEXT_CHARS_MAX) {
        throw Datum.tooLong(
            "text of at least", joined.length(), Limits.TEXT_CHARS_MAX, "characters");
      }
    }
    return Datum.of(joined.toString());
  }

  /// Cuts at every delimiter; with a limit the last value keeps the rest.
  private static Datum split(Datum[] arguments) {
    String text = arguments[0].asText();
    String delimiter = arguments[1].asText();
    long limit = arguments[2] == Absence.NULL ? Long.MAX_VALUE : arguments[2].asNumber();
    if (TextPositions.length(delimiter) != 1) {
      throw Fault.value("the delimiter must be one character, not " + arguments[1].describe());
    }
    if (limit < 1) {
      throw Fault.value("the limit must be 1 or more, not " + limit);
    }
    List<Datum> parts = new ArrayList<>();
    int from = 0;
    for (int i = text.indexOf(delimiter); i >= 0 && parts.size() < limit - 1; ) {
      parts.add(Datum.of(text.substring(from, i)));
      from = i + delimiter.length();
      i = text.indexOf(delimiter, from);
    }
    parts.add(Datum.of(text.substring(from)));
    return list(parts);
  }
}
