// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.output.Carets;
import dev.understudy.app.output.Texts;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problem.Severity;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.rule.RuleWriter;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSetDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes rules of any form as ours, and proves that nothing got lost.
@Command(
    name = "convert",
    description = {
      "Write rules of any form as files of ours, one per rule.",
      "They are read again and compared: a conversion that would change a rule fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy rules convert 'Exported Configuration' rules",
      "  understudy rules convert rule.ps1 rules"
    })
final class RulesConvertCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "A folder that Entra Connect exported, a .ps1 or .xml file, or rule files.")
  private Path from = Path.of("");

  @Parameters(index = "1", paramLabel = "TO-FOLDER", description = "A new or empty folder.")
  private Path to = Path.of("");

  RulesConvertCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() {
    RulesAt found = RulesAt.path(from);
    List<Problem> problems = found.problems();
    Carets carets = new Carets();
    problems.forEach(problem -> carets.print(understudy.terminal().err(), problem));
    RuleSet rules = found.rules().ruleSet();
    RuleWriter.write(rules, to);
    RuleSet again = RuleFiles.load(to).ruleSet();
    if (!RuleSetDigest.of(rules).equals(RuleSetDigest.of(again))) {
      throw AppException.failed(
          "the rules in %s do not mean the same as those in %s; keep using the originals, and report this"
              .formatted(to, from));
    }
    boolean broken = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    understudy
        .terminal()
        .out()
        .println(
            "%s written to %s; read again, they are the same rule set (digest %s)"
                .formatted(
                    Texts.count(rules.rules().size(), "rule"),
                    to,
                    RuleSetDigest.of(rules).substring(0, 12)));
    return broken ? 1 : 0;
  }
}
