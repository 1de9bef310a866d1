// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Format;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.app.pending.PendingCounts;
import dev.understudy.app.pending.PendingCsv;
import dev.understudy.app.pending.PendingExports;
import dev.understudy.app.pending.PendingJson;
import dev.understudy.app.pending.PendingObject.Operation;
import dev.understudy.app.pending.PendingPrinter;
import dev.understudy.app.pending.PendingTable;
import dev.understudy.engine.space.SpaceState;
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
      "Show what would be exported, before it is.",
      "Every object, every value before and after, and which rule wants it. Nothing is exported that",
      "was not shown here first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy pending                        everything, before it is written",
      "  understudy pending cloud --type delete    who would go",
      "  understudy pending --summary",
      "  understudy pending -o csv > pending.csv   for a spreadsheet"
    })
final class PendingCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Default: every connector.")
  private @Nullable String connector;

  @Option(
      names = "--type",
      paramLabel = "KIND",
      split = ",",
      description = "Only add, update or delete; several with a comma between them.")
  private Set<Operation> operations = EnumSet.allOf(Operation.class);

  @Option(names = "--summary", description = "Only the counts.")
  private boolean summary;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description = {
        "For people, programs or spreadsheets (default: ${DEFAULT-VALUE}).",
        "In csv an apostrophe stands before text that a spreadsheet would run as a formula."
      })
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
      PendingPrinter printer = printer(understudy.terminal());
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
      understudy.terminal().out().flush();
      tellUnfinished(instance);
    }
    return 0;
  }

  private PendingPrinter printer(Terminal terminal) {
    return switch (format) {
      case TABLE -> new PendingTable(terminal);
      case JSON -> new PendingJson(terminal.out());
      case CSV -> new PendingCsv(terminal.out());
    };
  }

  /// What an import or a synchronization has yet to turn into pending exports, or into none.
  private void tellUnfinished(Instance instance) {
    PrintWriter err = understudy.terminal().err();
    for (String name : instance.names()) {
      Optional<Integer> number = instance.number(name);
      long objects =
          number.map(one -> instance.store().space().count(one, SpaceState.PRESENT)).orElse(0L);
      long waiting =
          number
              .map(one -> instance.store().space().count(one, SpaceState.PENDING_IMPORT))
              .orElse(0L);
      if (instance.store().runs().runs(name, Long.MAX_VALUE, 1).isEmpty()) {
        err.println("(%s was never imported)".formatted(name));
      } else if (waiting > 0) {
        err.println(
            "(%s: %s of %s imported and not synchronized; understudy run %s delta-sync works out what that means)"
                .formatted(name, Texts.count(waiting), Texts.count(objects, "object"), name));
      }
    }
  }
}
