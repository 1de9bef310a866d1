// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds the name somebody probably meant.
final class Nearest {
  private static final int NAME_CHARS_MAX = 64;

  private Nearest() {}

  /// The candidate that differs least from `name`, null when none is near: another case, one slip
  /// for about every three letters, or a start that was not finished.
  static @Nullable String to(String name, Collection<String> candidates) {
    if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
      return null;
    }
    String nearest = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      if (candidate.equalsIgnoreCase(name)) {
        return candidate;
      }
      boolean start = name.length() > 2 && candidate.regionMatches(true, 0, name, 0, name.length());
      if (start && nearest == null) {
        nearest = candidate;
      } else if (Math.abs(candidate.length() - name.length()) < least) {
        int distance = distance(name, candidate);
        if (distance < least) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other,
  /// case left aside.
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (same(from, i - 1, to, j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1 && j > 1 && same(from, i - 1, to, j - 2) && same(from, i - 2, to, j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }

  private static boolean same(String left, int i, String right, int j) {
    return Character.toLowerCase(left.charAt(i)) == Character.toLowerCase(right.charAt(j));
  }
}
