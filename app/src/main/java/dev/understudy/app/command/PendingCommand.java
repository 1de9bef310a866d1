// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Format;
import dev.understudy.app.pending.PendingCounts;
import dev.understudy.app.pending.PendingCsv;
import dev.understudy.app.pending.PendingExports;
import dev.understudy.app.pending.PendingJson;
import dev.understudy.app.pending.PendingObject.Operation;
import dev.understudy.app.pending.PendingPrinter;
import dev.understudy.app.pending.PendingTable;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what the next export would do, before it does it.
@Command(
    name = "pending",
    description = {
      "Show what would be exported: every object, every value before and after, and which rule",
      "wants it. Nothing is exported that was not shown here first."
    },
    mixinStandardHelpOptions = true)
final class PendingCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Default: every connector.")
  private @Nullable String connector;

  @Option(
      names = "--type",
      paramLabel = "add|update|delete",
      split = ",",
      description = "Only these operations.")
  private Set<Operation> operations = EnumSet.allOf(Operation.class);

  @Option(names = "--summary", description = "Only the counts.")
  private boolean summary;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|csv",
      description = "For people, machines or spreadsheets (default: table).")
  private Format format = Format.TABLE;

  PendingCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Instance instance = understudy.open()) {
      if (connector != null) {
        instance.connector(connector);
      }
      PendingExports exports = new PendingExports(instance);
      PendingPrinter printer = printer(understudy.terminal().out());
      PendingCounts counts = new PendingCounts();
      for (String name : connector == null ? instance.names() : List.of(connector)) {
        Optional<Integer> number = instance.number(name);
        if (number.isPresent()) {
          exports.forEach(
              number.get(),
              operations,
              object -> {
                counts.count(object);
                if (!summary) {
                  printer.print(object);
                }
              });
        }
      }
      printer.end(counts);
    }
    return 0;
  }

  private PendingPrinter printer(PrintWriter out) {
    return switch (format) {
      case TABLE -> new PendingTable(out);
      case JSON -> new PendingJson(out);
      case CSV -> new PendingCsv(out);
    };
  }
}
