// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.config.Configuration;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.config.Environment;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.text.TextFile;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSurroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Rules to try instead of those of the configuration.
final class OtherRules {
  private OtherRules() {}

  /// The rules of a folder or file of rules, or those of another configuration file.
  ///
  /// @throws dev.understudy.config.problem.ConfigurationException when they cannot be used
  static RuleSet at(Path path, Configuration configuration, Environment environment) {
    if (isConfiguration(path)) {
      return Configuration.load(path, environment).ruleSet();
    }
    Set<String> connectors = new HashSet<>();
    for (ConnectorConfiguration connector : configuration.connectors()) {
      connectors.add(connector.name());
      connector.ruleIdentifier().ifPresent(connectors::add);
    }
    return RuleFiles.load(path)
        .checked(new RuleSurroundings(configuration.metaverse(), connectors, Map.of(), Map.of()));
  }

  private static boolean isConfiguration(Path path) {
    return Files.isRegularFile(path)
        && TextFile.read(path).text().lines().anyMatch(line -> line.startsWith("connectors:"));
  }
}
