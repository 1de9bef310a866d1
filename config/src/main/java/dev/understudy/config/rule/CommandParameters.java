// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.RuleWords.Word;
import dev.understudy.config.text.PowerShellCommand;
import dev.understudy.config.text.PowerShellCommand.Flag;
import dev.understudy.config.text.PowerShellCommand.Parameter;
import dev.understudy.config.text.PowerShellCommand.Text;
import dev.understudy.config.text.PowerShellCommand.Value;
import dev.understudy.config.text.PowerShellCommand.Variable;
import dev.understudy.engine.rule.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the parameters of one command strictly; names do not distinguish letter case.
final class CommandParameters {
  private final PowerShellCommand command;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();
  private boolean ignoresAll;

  CommandParameters(PowerShellCommand command, Problems problems) {
    this.command = command;
    this.problems = problems;
  }

  Position position() {
    return command.position();
  }

  /// The values of a parameter; none without it.
  List<Value> values(String name) {
    return parameter(name).map(Parameter::values).orElse(List.of());
  }

  /// The texts of a parameter; variables in it are an error.
  List<Word> texts(String name) {
    List<Word> texts = new ArrayList<>();
    for (Value value : values(name)) {
      switch (value) {
        case Text text -> texts.add(new Word(text.text(), text.position()));
        case Flag flag -> texts.add(new Word(Boolean.toString(flag.value()), flag.position()));
        case Variable variable ->
            problems.error(
                variable.position(),
                "the value of $%s is not known here; write the value itself"
                    .formatted(variable.name()));
      }
    }
    return texts;
  }

  /// The one text of a parameter; empty without it.
  Word text(String name) {
    List<Word> texts = texts(name);
    if (texts.size() > 1) {
      problems.error(texts.get(1).position(), "expected one value for -" + name);
    }
    return texts.isEmpty() ? new Word("", position()) : texts.getFirst();
  }

  /// The one text of a parameter that must be there.
  Word required(String name) {
    Word word = text(name);
    if (word.text().isBlank()) {
      problems.error(word.position(), "%s needs -%s".formatted(command.name(), name));
    }
    return word;
  }

  /// Whether a switch is given, and not as `$false`.
  boolean isSet(String name) {
    Optional<Parameter> parameter = parameter(name);
    if (parameter.isEmpty()) {
      return false;
    }
    List<Value> values = parameter.get().values();
    return values.isEmpty() || !(values.getFirst() instanceof Flag flag) || flag.value();
  }

  /// Accepts a parameter that says nothing about the rule.
  void ignore(String name) {
    parameter(name);
  }

  /// Accepts whatever is there, because the command is an error already.
  void ignoreAll() {
    ignoresAll = true;
  }

  /// Reports every parameter that nobody asked for.
  void finish() {
    for (Parameter parameter : command.parameters()) {
      if (!ignoresAll && asked.stream().noneMatch(parameter.name()::equalsIgnoreCase)) {
        problems.error(
            parameter.position(),
            "%s has no parameter -%s".formatted(command.name(), parameter.name()),
            NearestName.among(parameter.name(), asked));
      }
    }
  }

  private Optional<Parameter> parameter(String name) {
    asked.add(name);
    return command.parameters().stream()
        .filter(parameter -> parameter.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
