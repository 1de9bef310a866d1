// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.app.command.Understudy;
import dev.understudy.app.output.Paint;
import dev.understudy.app.output.Terminal;
import dev.understudy.config.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class HelpTest {
  private static final int COLUMNS = 100;

  /// Every command with all its words, `help` and the root left out.
  static List<String> commands() {
    List<String> names = new ArrayList<>();
    collect(root(), "", names);
    names.remove("help");
    return names;
  }

  private static CommandLine root() {
    Terminal terminal =
        new Terminal(
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            false,
            Paint.NONE);
    return Understudy.commandLine(terminal, Environment.ofThisProcess(), new Failures(terminal));
  }

  private static void collect(CommandLine line, String prefix, List<String> names) {
    line.getSubcommands()
        .forEach((name, sub) -> {
          names.add(prefix + name);
          collect(sub, prefix + name + " ", names);
        });
  }

  private static CommandLine find(String command) {
    CommandLine found = root();
    for (String word : command.split(" ", -1)) {
      found = Objects.requireNonNull(found.getSubcommands().get(word), word);
    }
    return found;
  }

  @Test
  void everythingThatTheProductPromisesForTheCommandLineIsThere() {
    assertThat(commands())
        .contains(
            "run",
            "cycle start",
            "pending",
            "preview",
            "explain",
            "cs search",
            "cs show",
            "mv search",
            "mv show",
            "rules check",
            "rules show",
            "rules convert",
            "expr",
            "history",
            "connectors test",
            "demo",
            "bench",
            "version",
            "completion");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfInLinesThatFit(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add("--help");
    Outcome help = Office.bare(words.toArray(String[]::new)).done();
    help.says("Usage: understudy " + command, "--config", "Show this help.");
    assertThat(help.err()).isEmpty();
    assertThat(help.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(COLUMNS));
    assertThat(Office.bare(("help " + command).split(" ", -1)).out()).isEqualTo(help.out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandThatDoesSomethingShowsAnExample(String command) {
    CommandLine line = find(command);
    if (line.getSubcommands().isEmpty() && !command.equals("version")) {
      assertThat(line.getCommandSpec().usageMessage().footer())
          .as("examples of %s", command)
          .isNotEmpty()
          .anyMatch(example -> example.contains("understudy " + command));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionAndParameterIsDescribedAndNamedLikeTheOthers(String command) {
    CommandLine line = find(command);
    for (OptionSpec option : line.getCommandSpec().options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
      assertThat(option.longestName()).matches("--[a-z]+(-[a-z]+)*");
    }
    for (PositionalParamSpec parameter : line.getCommandSpec().positionalParameters()) {
      assertThat(parameter.description()).as(parameter.paramLabel()).isNotEmpty();
    }
  }

  @Test
  void withoutACommandTheCommandsAreListedAndNothingIsDone() {
    Outcome outcome = Office.bare().endedWith(2);
    outcome.complains("which command?", "Usage: understudy", "pending", "explain");
    assertThat(outcome.out()).isEmpty();
    Office.bare("cs").endedWith(2).complains("search", "show");
  }

  @Test
  void aMistypedCommandOrOptionIsRecognized() {
    Office.bare("histroy").endedWith(2).complains("histroy", "Did you mean", "history");
    Office.bare("pending", "--sumary").endedWith(2).complains("no option --sumary", "--summary");
    Office.bare("history", "--limit", "many").endedWith(2).complains("--limit", "many");
    Office.bare("history", "--output", "xml").endedWith(2).complains("table, json", "xml");
    Office.bare("run", "corp").endedWith(2).complains("PROFILE", "Try: understudy run --help");
  }

  @Test
  void theVersionIsOneThatCanBeQuoted() {
    Office.bare("version").done().says("understudy ", "Java 2");
    assertThat(Office.bare("--version").done().out()).isEqualTo(Office.bare("version").out());
    assertThat(Office.bare("version", "-o", "json").done().json().propertyNames())
        .contains("version", "java");
  }

  @Test
  void theScriptForShellsKnowsCommandsAndOptions() {
    Office.bare("completion").done().says("complete -F", "rules", "--deletes-max", "explain");
  }

  @Test
  void nothingIsColouredWhereNobodyLooks() {
    assertThat(Office.bare("--help").out()).doesNotContain("\u001b");
  }
}
