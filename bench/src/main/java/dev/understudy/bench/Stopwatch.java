// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// Measures wall time and the CPU time of this process.
final class Stopwatch {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long wall = System.nanoTime();
  private final long cpu = SYSTEM.getProcessCpuTime();

  double seconds() {
    return (System.nanoTime() - wall) / NANOS;
  }

  double cpuSeconds() {
    return (SYSTEM.getProcessCpuTime() - cpu) / NANOS;
  }

  /// CPU time and the memory in use, for the detail column.
  String resources() {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        "cpu %.1f s, heap %d of %d MB",
        cpuSeconds(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
  }
}
