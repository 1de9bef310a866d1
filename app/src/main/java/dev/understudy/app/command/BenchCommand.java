// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.output.Json;
import dev.understudy.bench.Benchmarks;
import dev.understudy.bench.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures what this program promises.
@Command(
    name = "bench",
    description = {
      "Measure how fast all this is, beside what it should be.",
      "Scenarios: company, nochange, delta, member, rules, million, ldap; all of them without a name.",
      "Ends with 1 when a goal is missed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy bench --quick                    everything, a tenth of the size",
      "  understudy bench company nochange delta     three of them as promised"
    })
final class BenchCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..*", paramLabel = "SCENARIO", description = "What to measure.")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--quick", description = "A tenth of the size.")
  private boolean quick;

  @Mixin private OutputOption output = new OutputOption();

  BenchCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> wanted = new LinkedHashSet<>(scenarios.isEmpty() ? Benchmarks.names() : scenarios);
    for (String scenario : wanted) {
      if (!Benchmarks.names().contains(scenario)) {
        throw AppException.usage(
            "there is no benchmark %s; there are %s"
                .formatted(scenario, String.join(", ", Benchmarks.names())));
      }
    }
    PrintWriter out = understudy.terminal().out();
    List<Figure> figures = new ArrayList<>();
    boolean reached =
        new Benchmarks(
                quick,
                figure -> {
                  figures.add(figure);
                  if (!output.isJson()) {
                    out.println(figure);
                    out.flush();
                  }
                })
            .run(wanted);
    if (output.isJson()) {
      Json.print(out, figures);
    }
    return (reached ? ExitCode.DONE : ExitCode.FAILED).number();
  }
}
