// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.config.Configuration;
import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.engine.rule.RuleSurroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rules in any of their forms, with what is known of their surroundings.
///
/// @param rules as they were read
/// @param surroundings what they may refer to
/// @param connectorNames names for people, by the names that rules use
record RulesAt(
    LoadedRules rules, RuleSurroundings surroundings, Map<String, String> connectorNames) {

  /// Reads a folder of ours, a folder that Entra Connect exported, or one file.
  ///
  /// @throws dev.understudy.config.problem.ConfigurationException with all problems
  static RulesAt path(Path path) {
    if (!ExportedConfiguration.isAt(path)) {
      return new RulesAt(RuleFiles.load(path), RuleSurroundings.UNKNOWN, Map.of());
    }
    ExportedConfiguration exported = ExportedConfiguration.load(path);
    Map<String, String> names = new HashMap<>();
    exported.connectors().forEach(found -> names.put(found.ruleName(), found.name()));
    return new RulesAt(exported.rules(), exported.surroundings(), names);
  }

  /// A shipped set, its connectors called as in its files.
  static RulesAt shipped(String name) {
    DefaultRules set =
        DefaultRules.byName(name)
            .orElseThrow(() ->
                AppException.usage(
                    "there is no shipped rule set %s; there are %s"
                        .formatted(name, String.join(", ", DefaultRules.names()))));
    Map<String, List<String>> connectors = new HashMap<>();
    set.placeholders().forEach(placeholder -> connectors.put(placeholder, List.of(placeholder)));
    return new RulesAt(set.load(connectors), RuleSurroundings.UNKNOWN, Map.of());
  }

  /// The rules of a configuration, which were checked when it was read.
  static RulesAt configuration(Configuration configuration) {
    return new RulesAt(configuration.rules(), RuleSurroundings.UNKNOWN, Map.of());
  }

  /// Everything that is wrong with them, or looks like it.
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(rules.warnings());
    problems.addAll(rules.check(surroundings));
    return problems;
  }

  /// The connector's name for people.
  String connectorName(String inRules) {
    return connectorNames.getOrDefault(inRules, inRules);
  }
}
