// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Runs benchmarks alone, without the rest of the product.
public final class Main {
  private Main() {}

  /// Scenarios by name, all of them without one; `--quick` for a tenth of the size.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(Arrays.asList(arguments));
    boolean quick = names.remove("--quick");
    Set<String> scenarios = new LinkedHashSet<>(names.isEmpty() ? Benchmarks.names() : names);
    boolean reached = new Benchmarks(quick, System.out::println).run(scenarios);
    if (!reached) {
      System.exit(1);
    }
  }
}
