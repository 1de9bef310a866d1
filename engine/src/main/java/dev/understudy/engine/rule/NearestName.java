// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant to write.
public final class NearestName {
  private static final int DISTANCE_MAX = 3;

  private NearestName() {}

  /// The candidate that differs least from `written`: in letter case only, or in at most a third of
  /// its letters (a letter changed, added, missing, or two swapped).
  public static Optional<String> among(String written, Collection<String> candidates) {
    String folded = written.toLowerCase(Locale.ROOT);
    int limit = Math.min(DISTANCE_MAX, folded.length() / 3);
    record Ranked(String name, int distance) {}
    return candidates.stream()
        .filter(name -> !name.isEmpty() && Math.abs(name.length() - folded.length()) <= limit)
        .map(name -> new Ranked(name, distance(folded, name.toLowerCase(Locale.ROOT))))
        .filter(ranked -> ranked.distance <= limit)
        .min(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name))
        .map(Ranked::name);
  }

  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    Arrays.setAll(cost[0], j -> j);
    for (int i = 1; i <= a.length(); i++) {
      cost[i][0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
