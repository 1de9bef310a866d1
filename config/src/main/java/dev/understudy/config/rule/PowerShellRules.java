// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.RuleWords.Word;
import dev.understudy.config.text.PowerShellCommand;
import dev.understudy.config.text.PowerShellCommand.Value;
import dev.understudy.config.text.PowerShellCommand.Variable;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.ScopeOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules as the Rules Editor of Entra Connect exports them: a script that would create them
/// (`spec/engine.md`, appendix C). It is read, never run.
final class PowerShellRules {
  private static final List<String> COMMANDS =
      List.of(
          "New-ADSyncRule",
          "Add-ADSyncAttributeFlowMapping",
          "New-Object",
          "Add-ADSyncScopeConditionGroup",
          "Add-ADSyncJoinConditionGroup",
          "Add-ADSyncRule",
          "Get-ADSyncRule",
          "Import-Module");

  private final Problems problems;
  private final Map<String, Object> variables = new HashMap<>();
  private final Set<PowerShellRule> unfinished = new LinkedHashSet<>();
  private final List<LoadedRule> rules = new ArrayList<>();

  private PowerShellRules(Problems problems) {
    this.problems = problems;
  }

  /// A condition and where it was made.
  private record Made<T>(T clause, Position position) {}

  /// The rules that the script would create.
  static List<LoadedRule> read(List<PowerShellCommand> script, Problems problems) {
    Problems own = new Problems();
    PowerShellRules reading = new PowerShellRules(own);
    script.forEach(reading::command);
    for (PowerShellRule rule : reading.unfinished) {
      own.add(
          Problem.error(rule.position(), "the rule is made, but no Add-ADSyncRule adds it")
              .about(rule.subject()));
    }
    problems.addAll(own.all());
    return own.hasErrors() ? List.of() : reading.rules;
  }

  private void command(PowerShellCommand command) {
    CommandParameters given = new CommandParameters(command, problems);
    switch (command.name().toLowerCase(Locale.ROOT)) {
      case "new-adsyncrule" -> {
        PowerShellRule rule = new PowerShellRule(given, problems);
        unfinished.add(rule);
        bind(given, rule);
      }
      case "add-adsyncattributeflowmapping" ->
          rule(given)
              .ifPresent(rule -> {
                rule.flow(given);
                bind(given, rule);
              });
      case "new-object" -> bind(given, condition(given));
      case "add-adsyncscopeconditiongroup" ->
          rule(given)
              .ifPresent(rule -> {
                rule.scope(group(given, "ScopeConditions", ScopeClause.class), command.position());
                bind(given, rule);
              });
      case "add-adsyncjoinconditiongroup" ->
          rule(given)
              .ifPresent(rule -> {
                rule.joins(group(given, "JoinConditions", JoinClause.class), command.position());
                bind(given, rule);
              });
      case "add-adsyncrule" -> rule(given).ifPresent(this::finishRule);
      case "get-adsyncrule" -> given.ignore("Identifier");
      case "import-module" -> given.ignore("");
      default -> {
        given.ignoreAll();
        problems.error(
            command.position(),
            "%s is no command that makes rules".formatted(command.name()),
            NearestName.among(command.name(), COMMANDS));
      }
    }
    given.finish();
  }

  private void finishRule(PowerShellRule rule) {
    if (unfinished.remove(rule)) {
      rules.add(rule.loaded());
    } else {
      problems.add(Problem.error(rule.position(), "the rule is added twice").about(rule.subject()));
    }
  }

  private void bind(CommandParameters given, Object made) {
    String name = given.text("OutVariable").text();
    if (!name.isEmpty()) {
      variables.put(name.toLowerCase(Locale.ROOT), made);
    }
  }

  private Optional<PowerShellRule> rule(CommandParameters given) {
    for (Value value : given.values("SynchronizationRule")) {
      if (value instanceof Variable variable
          && variables.get(variable.name().toLowerCase(Locale.ROOT))
              instanceof PowerShellRule rule) {
        return Optional.of(rule);
      }
      problems.error(value.position(), "expected the variable of a rule, such as $syncRule[0]");
      given.ignoreAll();
      return Optional.empty();
    }
    problems.error(given.position(), "expected -SynchronizationRule with the variable of a rule");
    given.ignoreAll();
    return Optional.empty();
  }

  private Object condition(CommandParameters given) {
    Word type = given.text("TypeName");
    List<Word> arguments = given.texts("ArgumentList");
    RuleWords words = new RuleWords(problems, "");
    boolean scope = type.text().endsWith(".ScopeCondition");
    if (!scope && !type.text().endsWith(".JoinCondition")) {
      words.error(
          type.position(), "expected a ScopeCondition or a JoinCondition, found " + type.text());
    } else if (arguments.size() != 3) {
      words.error(
          given.position(),
          "expected 3 arguments, %s, found %d"
              .formatted(
                  scope ? "attribute, value and operator" : "two attributes and case sensitivity",
                  arguments.size()));
    } else if (scope) {
      ScopeOperator operator = words.operator(arguments.get(2).text(), arguments.get(2).position());
      String value = operator.ignoresValue() ? "" : arguments.get(1).text();
      return new Made<>(
          new ScopeClause(arguments.get(0).text(), operator, value), given.position());
    } else {
      boolean caseSensitive = words.bool(arguments.get(2).text(), arguments.get(2).position());
      return new Made<>(
          new JoinClause(arguments.get(0).text(), arguments.get(1).text(), caseSensitive),
          given.position());
    }
    return "nothing that can be used";
  }

  private <T> List<T> group(CommandParameters given, String parameter, Class<T> type) {
    List<T> clauses = new ArrayList<>();
    for (Value value : given.values(parameter)) {
      Object found =
          value instanceof Variable variable
              ? variables.get(variable.name().toLowerCase(Locale.ROOT))
              : null;
      if (found instanceof Made<?> made && type.isInstance(made.clause)) {
        clauses.add(type.cast(made.clause));
      } else {
        problems.error(
            value.position(),
            "expected the variable of a condition made by New-Object, for -" + parameter);
      }
    }
    return clauses;
  }
}
