// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.text.TextFile;
import dev.understudy.config.text.XmlElement;
import dev.understudy.config.text.XmlFile;
import dev.understudy.engine.rule.RuleSurroundings;
import dev.understudy.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// A whole configuration that Entra Connect exported (`Get-ADSyncServerConfiguration`).
///
/// @param rules its synchronization rules, with their places
/// @param metaverse its metaverse schema
/// @param connectors its connectors
/// @param globalParameters settings such as `Microsoft.Synchronize.StagingMode`
public record ExportedConfiguration(
    LoadedRules rules,
    Schema metaverse,
    List<ExportedConnector> connectors,
    Map<String, String> globalParameters) {

  private static final Path METAVERSE_FILE = Path.of("GlobalSettings", "MV.xml");

  /// Whether `folder` looks like an exported configuration with its metaverse and connectors.
  public static boolean isAt(Path folder) {
    return Files.isDirectory(folder.resolve("SynchronizationRules"))
        && Files.isRegularFile(folder.resolve(METAVERSE_FILE))
        && Files.isDirectory(folder.resolve("Connectors"));
  }

  /// Reads the folder that holds `SynchronizationRules`, `GlobalSettings` and `Connectors`.
  ///
  /// @throws ConfigurationException with all problems of all files
  public static ExportedConfiguration load(Path folder) {
    Problems problems = new Problems();
    Optional<LoadedRules> rules = attempt(problems, () -> RuleFiles.load(folder));
    Optional<XmlElement> metaverse =
        attempt(problems, () -> XmlFile.parse(TextFile.read(folder.resolve(METAVERSE_FILE))));
    Optional<Schema> schema = metaverse.flatMap(root -> SchemaReader.metaverse(root, problems));
    List<ExportedConnector> connectors = new ArrayList<>();
    for (Path file : connectorFiles(folder, problems)) {
      attempt(problems, () -> XmlFile.parse(TextFile.read(file)))
          .flatMap(root -> ConnectorReader.read(root, problems))
          .ifPresent(connectors::add);
    }
    problems.throwIfErrors();
    Map<String, String> global = new TreeMap<>();
    metaverse
        .flatMap(root -> root.descendant("mv-data", "parameter-values"))
        .ifPresent(values -> global.putAll(ConnectorReader.parameters(values, _ -> true)));
    return new ExportedConfiguration(
        rules.orElseThrow(), schema.orElseThrow(), List.copyOf(connectors), global);
  }

  /// The connector that rules refer to by this identifier.
  public Optional<ExportedConnector> connector(UUID id) {
    return connectors.stream().filter(connector -> connector.id().equals(id)).findFirst();
  }

  /// Everything its rules may refer to.
  public RuleSurroundings surroundings() {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    Map<String, Set<String>> parameters = new HashMap<>();
    for (ExportedConnector connector : connectors) {
      schemas.put(connector.ruleName(), connector.schema());
      parameters.put(connector.ruleName(), connector.parameterNames());
    }
    return new RuleSurroundings(metaverse, schemas.keySet(), schemas, parameters);
  }

  private static List<Path> connectorFiles(Path folder, Problems problems) {
    Path connectors = folder.resolve("Connectors");
    try (Stream<Path> files = Files.list(connectors)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    } catch (IOException e) {
      problems.add(
          Problem.error(Position.of(connectors), "expected a folder with the exported connectors"));
      return List.of();
    }
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> Optional<T> attempt(Problems problems, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
