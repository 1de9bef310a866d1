// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import java.util.ArrayList;
import java.util.List;

/// Changes of values as rows of a table with the columns attribute, change, rule. Of several values
/// only those are shown that come or go, each in a row of its own.
public final class ValueRows {
  private static final int VALUE_CHARACTERS_MAX = 60;
  private static final int VALUES_MAX = 20;
  private static final String NONE = "(none)";

  private final Table table;

  /// @param table with three columns
  public ValueRows(Table table) {
    this.table = table;
  }

  /// Adds what changes on one attribute.
  public void add(String attribute, List<String> before, List<String> after, String rule) {
    if (before.size() > 1 || after.size() > 1) {
      several(attribute, "−", without(before, after), rule);
      several(attribute, "+", without(after, before), rule);
    } else {
      table.row(attribute, shown(before) + " → " + shown(after), rule);
    }
  }

  /// Adds the value of an attribute of something new.
  public void add(String attribute, List<String> values, String rule) {
    if (values.size() > 1) {
      several(attribute, "+", values, rule);
    } else {
      table.row(attribute, shown(values), rule);
    }
  }

  private void several(String attribute, String sign, List<String> values, String rule) {
    for (int i = 0; i < Math.min(values.size(), VALUES_MAX); i++) {
      table.row(attribute, sign + " " + shown(values.subList(i, i + 1)), rule);
    }
    if (values.size() > VALUES_MAX) {
      String more = Texts.count(values.size() - VALUES_MAX, "more value");
      table.row(attribute, sign + " " + more, rule);
    }
  }

  private static List<String> without(List<String> values, List<String> others) {
    List<String> left = new ArrayList<>(values);
    left.removeAll(others);
    return left;
  }

  private static String shown(List<String> values) {
    return values.isEmpty()
        ? NONE
        : Texts.shorten(Texts.oneLine(values.getFirst()), VALUE_CHARACTERS_MAX);
  }
}
