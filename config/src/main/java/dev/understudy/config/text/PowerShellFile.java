// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.text.PowerShellCommand.Flag;
import dev.understudy.config.text.PowerShellCommand.Parameter;
import dev.understudy.config.text.PowerShellCommand.Text;
import dev.understudy.config.text.PowerShellCommand.Value;
import dev.understudy.config.text.PowerShellCommand.Variable;
import dev.understudy.config.text.PowerShellWords.Kind;
import dev.understudy.config.text.PowerShellWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads a PowerShell script that is nothing but commands with named parameters, as the Rules
/// Editor of Entra Connect exports it. Nothing is executed; whatever would need it is an error.
public final class PowerShellFile {
  private final List<Word> words;
  private int at;

  private PowerShellFile(List<Word> words) {
    this.words = words;
  }

  /// The commands of `file`.
  ///
  /// @throws ConfigurationException with line and column of the first thing that is not understood
  public static List<PowerShellCommand> parse(TextFile file) {
    PowerShellFile script = new PowerShellFile(PowerShellWords.of(file));
    List<PowerShellCommand> commands = new ArrayList<>();
    while (script.at < script.words.size()) {
      if (script.peek().kind() == Kind.END) {
        script.at++;
      } else {
        commands.add(script.command());
      }
    }
    return commands;
  }

  private PowerShellCommand command() {
    Word name = take();
    if (name.kind() != Kind.BARE || name.text().startsWith("-")) {
      throw invalid(name, "expected a command such as New-ADSyncRule, found " + shown(name));
    }
    List<Parameter> parameters = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      Word word = take();
      if (word.kind() == Kind.PIPE) {
        discard();
      } else if (word.kind() == Kind.BARE
          && word.text().startsWith("-")
          && word.text().length() > 1) {
        parameters.add(parameter(word));
      } else if (parameters.isEmpty() && word.kind() != Kind.CLOSE && word.kind() != Kind.COMMA) {
        at--;
        parameters.add(new Parameter("", values(), word.position()));
      } else {
        throw invalid(
            word, "expected a -Parameter of %s, found %s".formatted(name.text(), shown(word)));
      }
    }
    return new PowerShellCommand(name.text(), parameters, name.position());
  }

  private void discard() {
    Word command = take();
    if (!command.text().equalsIgnoreCase("Out-Null")) {
      throw invalid(command, "only | Out-Null is understood, found " + shown(command));
    }
  }

  private Parameter parameter(Word word) {
    String name = word.text().substring(1);
    // A switch may carry its value: -Disabled:$true
    boolean colon = name.endsWith(":");
    String bare = colon ? name.substring(0, name.length() - 1) : name;
    return new Parameter(bare, beginsValue() ? values() : List.of(), word.position());
  }

  private boolean beginsValue() {
    return switch (peek().kind()) {
      case STRING, VARIABLE, OPEN_LIST, OPEN -> true;
      case BARE -> !peek().text().startsWith("-") || isNumber(peek().text());
      case COMMA, CLOSE, PIPE, END -> false;
    };
  }

  private static boolean isNumber(String text) {
    return text.length() > 1 && text.chars().skip(1).allMatch(Character::isDigit);
  }

  private List<Value> values() {
    List<Value> values = new ArrayList<>();
    do {
      Word word = take();
      switch (word.kind()) {
        case OPEN_LIST, OPEN -> list(values, word);
        case STRING, BARE -> values.add(new Text(word.text(), word.position()));
        case VARIABLE -> values.add(variable(word));
        case COMMA, CLOSE, PIPE, END ->
            throw invalid(word, "expected a value, found " + shown(word));
      }
    } while (comma());
    return values;
  }

  private void list(List<Value> values, Word open) {
    skipLineEnds();
    while (peek().kind() != Kind.CLOSE) {
      if (at == words.size() - 1) {
        throw invalid(open, "the list that begins here has no end )");
      }
      Word word = take();
      switch (word.kind()) {
        case STRING, BARE -> values.add(new Text(word.text(), word.position()));
        case VARIABLE -> values.add(variable(word));
        case COMMA, END -> {
          // Items are separated by commas or by lines.
        }
        case OPEN, OPEN_LIST, CLOSE, PIPE ->
            throw invalid(word, "expected a value in the list, found " + shown(word));
      }
    }
    at++;
  }

  private static Value variable(Word word) {
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "true" -> new Flag(true, word.position());
      case "false" -> new Flag(false, word.position());
      case "null" -> new Text("", word.position());
      default -> new Variable(word.text(), word.position());
    };
  }

  private boolean comma() {
    if (peek().kind() != Kind.COMMA) {
      return false;
    }
    at++;
    skipLineEnds();
    return true;
  }

  private void skipLineEnds() {
    while (peek().kind() == Kind.END && at < words.size() - 1) {
      at++;
    }
  }

  private Word peek() {
    return words.get(at);
  }

  private Word take() {
    Word word = words.get(at);
    if (at == words.size() - 1) {
      throw invalid(word, "the script ends too early");
    }
    at++;
    return word;
  }

  private static String shown(Word word) {
    return word.kind() == Kind.END ? "the end of the line" : word.text();
  }

  private static ConfigurationException invalid(Word word, String message) {
    Position position = word.position();
    return new ConfigurationException(List.of(Problem.error(position, message)));
  }
}
