// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import java.util.Locale;

/// One measured figure beside its goal.
///
/// @param scenario what was done
/// @param value what was measured
/// @param goal what shall not be exceeded; 0 where there is none
/// @param unit of both, for example `s`
/// @param detail what else is worth knowing
public record Figure(String scenario, double value, double goal, String unit, String detail) {
  /// Whether the goal was reached, or there is none.
  public boolean reached() {
    return goal == 0 || value <= goal;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-34s %10.3f %-3s %-16s %s",
        scenario,
        value,
        unit,
        goal == 0
            ? ""
            : String.format(Locale.ROOT, "%s %s%s", reached() ? "<=" : "MISS >", trim(goal), unit),
        detail);
  }

  private static String trim(double number) {
    return number == Math.rint(number)
        ? Long.toString(Math.round(number))
        : Double.toString(number);
  }
}
