// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.step.Limits;
import dev.understudy.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything that `understudy.yaml` and the files it names say.
///
/// @param file `understudy.yaml` itself
/// @param store where state is kept
/// @param rules the rules of configured connectors, which are called by their names there
/// @param metaverse its schema
/// @param connectors in the order of the file
/// @param limits the bounds of run steps
/// @param warnings what looks odd and does not keep anything from working
public record Configuration(
    Path file,
    StoreConfiguration store,
    LoadedRules rules,
    Schema metaverse,
    List<ConnectorConfiguration> connectors,
    Limits limits,
    List<Problem> warnings) {
  public Configuration {
    connectors = List.copyOf(connectors);
    warnings = List.copyOf(warnings);
  }

  /// Reads `file` and all it names, and checks that it can work.
  ///
  /// @throws ConfigurationException with all problems of all files
  public static Configuration load(Path file) {
    return load(file, Environment.ofThisProcess());
  }

  /// As [#load(Path)], with another environment than this process.
  public static Configuration load(Path file, Environment environment) {
    return new ConfigurationReader(file, environment).read();
  }

  /// The rules without their places.
  public RuleSet ruleSet() {
    return rules.ruleSet();
  }

  /// The connector of that name.
  public Optional<ConnectorConfiguration> connector(String name) {
    return connectors.stream().filter(connector -> connector.name().equals(name)).findFirst();
  }
}
