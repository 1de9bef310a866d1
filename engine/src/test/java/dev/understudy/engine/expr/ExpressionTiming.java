// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/// Prints what one evaluation costs in time of the processor. Not a test: run the main method.
final class ExpressionTiming {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 7;
  private static final int EVALUATIONS = 2_000_000;

  private ExpressionTiming() {}

  public static void main(String[] arguments) {
    SlotInputs inputs = new SlotInputs();
    List<Expression> flows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      flows.add(inputs.compile("Trim([" + (i % 3 == 0 ? "present" : "absent") + i + "])"));
    }
    for (int i = 0; i < 100; i++) {
      String name = (i % 3 == 0 ? "present" : "absent") + i;
      flows.add(inputs.compile("IIF(IsNullOrEmpty([" + name + "]),NULL,[" + name + "])"));
    }
    time("400 flows of a user", 20_000, flows, inputs);
    for (String source :
        List.of(
            "Trim([absent1])",
            "Trim([present0])",
            "IIF(IsNullOrEmpty([absent1]),NULL,[absent1])",
            "IIF(IsNullOrEmpty([present0]),NULL,[present0])",
            "IIF(IsNullOrEmpty([present0]),NULL,Left(Trim(Item([present0],1)),448))",
            "[present0] & \"@\" & [present3]",
            "Left([present0],4) = \"CAS_\" || InStr([present0],\"}\") > 0")) {
      time(source, EVALUATIONS, List.of(inputs.compile(source)), inputs);
    }
  }

  private static void time(String what, int evaluations, List<Expression> flows, Inputs inputs) {
    long best = Long.MAX_VALUE;
    long values = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < evaluations; i++) {
        for (Expression flow : flows) {
          values += flow.evaluate(inputs) instanceof Result.Values ? 1 : 0;
        }
      }
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    System.out.printf("%,9.1f ns  %s (%d)%n", (double) best / evaluations, what, values % 10);
  }
}
