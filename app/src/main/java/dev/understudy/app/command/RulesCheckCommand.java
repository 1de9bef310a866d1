// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.output.Carets;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Texts;
import dev.understudy.config.Configuration;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problem.Severity;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSetDigest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows every problem of a set of rules at once.
@Command(
    name = "check",
    description = {
      "Check rules, and show every problem at once, each with its place.",
      "Expressions are compiled; names are checked as far as schemas are known."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy rules check           understudy.yaml and all it names",
      "  understudy rules check rules/"
    })
final class RulesCheckCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = {
        "A folder of rule files, the folder that Entra Connect exported, or one file",
        "(default: the configuration and its rules)."
      })
  private @Nullable Path path;

  @Mixin private OutputOption output = new OutputOption();

  RulesCheckCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(
      int rules,
      int expressions,
      @Nullable String digest,
      long errors,
      long warnings,
      List<ProblemView> problems) {}

  private record ProblemView(
      String severity,
      String file,
      int line,
      int column,
      String subject,
      String message,
      @Nullable String suggestion) {

    static ProblemView of(Problem problem) {
      return new ProblemView(
          problem.severity() == Severity.ERROR ? "error" : "warning",
          problem.position().file().toString(),
          problem.position().line(),
          problem.position().column(),
          problem.subject(),
          problem.message(),
          problem.suggestion());
    }
  }

  @Override
  public Integer call() {
    Checked checked = check(path);
    long errors =
        checked.problems.stream().filter(found -> found.severity() == Severity.ERROR).count();
    if (output.isJson()) {
      printJson(checked.rules, checked.problems, errors);
    } else {
      printText(checked.rules, checked.problems, errors);
    }
    return (errors == 0 ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  /// Rules, as far as they could be read, and what is wrong with them.
  private record Checked(RuleSet rules, List<Problem> problems) {}

  private Checked check(@Nullable Path at) {
    try {
      if (at == null) {
        Configuration configuration = understudy.configuration();
        return new Checked(configuration.ruleSet(), configuration.warnings());
      }
      RulesAt found = RulesAt.path(at);
      return new Checked(found.rules().ruleSet(), found.problems());
    } catch (ConfigurationException e) {
      return new Checked(new RuleSet(List.of()), e.problems());
    }
  }

  private void printJson(RuleSet rules, List<Problem> problems, long errors) {
    Json.print(
        understudy.terminal().out(),
        new View(
            rules.rules().size(),
            expressions(rules),
            errors == 0 ? RuleSetDigest.of(rules) : null,
            errors,
            problems.size() - errors,
            problems.stream().map(ProblemView::of).toList()));
  }

  private void printText(RuleSet rules, List<Problem> problems, long errors) {
    PrintWriter out = understudy.terminal().out();
    Carets carets = new Carets();
    problems.forEach(problem -> carets.print(out, problem));
    if (!problems.isEmpty()) {
      out.println();
    }
    String counts =
        "%s, %s"
            .formatted(
                Texts.count(errors, "error"), Texts.count(problems.size() - errors, "warning"));
    if (rules.rules().isEmpty()) {
      out.println(counts);
      return;
    }
    out.println(
        "%s, %s: %s"
            .formatted(
                Texts.count(rules.rules().size(), "rule"),
                Texts.count(expressions(rules), "different expression"),
                counts));
    if (errors == 0) {
      out.println("digest " + RuleSetDigest.of(rules));
    }
  }

  private static int expressions(RuleSet rules) {
    return (int)
        rules.rules().stream()
            .flatMap(rule -> rule.flows().stream())
            .map(Flow::source)
            .filter(FlowSource.Expression.class::isInstance)
            .distinct()
            .count();
  }
}
