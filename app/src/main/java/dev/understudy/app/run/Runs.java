// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Directories.Need;
import dev.understudy.app.instance.Instance;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.run.Cycle;
import dev.understudy.engine.run.CycleRequest;
import dev.understudy.engine.run.ManagedConnector;
import dev.understudy.engine.run.ManagedConnector.Exporting;
import dev.understudy.engine.run.RunProfile;
import dev.understudy.engine.run.RunRequest;
import dev.understudy.engine.run.RunSettings;
import dev.understudy.engine.run.Runner;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.work.KeyIndex;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Runs run profiles and cycles of an instance.
public final class Runs {
  private final Instance instance;
  private final Progress progress;
  private final long deletesMax;

  /// @param deletesMax deletions that one export may do; 0 is no limit
  public Runs(Instance instance, Progress progress, long deletesMax) {
    this.instance = instance;
    this.progress = progress;
    this.deletesMax = deletesMax;
  }

  /// Runs one profile.
  ///
  /// @param allowEmpty whether a full import may find the directory empty and believe it
  /// @return its record in the history
  /// @throws InterruptedException when somebody asked to stop before it began
  public RunRecord run(String connector, RunProfile profile, boolean allowEmpty)
      throws InterruptedException {
    ConnectorConfiguration configured = instance.connector(connector);
    ManagedConnector managed = managed(configured);
    return runner().run(new RunRequest(managed, profile, user(), allowEmpty));
  }

  /// What a cycle does.
  ///
  /// @param initial whether everything is read and looked at again
  /// @param confirm whether what was exported is read once more at the end
  public record CycleKind(boolean initial, boolean confirm) {}

  /// Runs a cycle over all connectors, sources first.
  ///
  /// @return the runs in order
  /// @throws InterruptedException when somebody asked to stop; what ran is in the history
  public List<RunRecord> cycle(CycleKind kind) throws InterruptedException {
    Set<String> sources = sources();
    List<ManagedConnector> connectors = new ArrayList<>();
    instance.configuration().connectors().stream()
        .sorted(Comparator.comparing(connector -> !sources.contains(connector.name())))
        .forEach(connector -> connectors.add(managed(connector)));
    return new Cycle(runner(), instance.store())
        .run(new CycleRequest(connectors, kind.initial(), true, kind.confirm(), user()));
  }

  private Runner runner() {
    new KeyIndex(instance.store(), instance.program()).rebuildIfNeeded();
    return new Runner(
        new RunSettings(
            instance.store(),
            instance.program(),
            instance.environment(),
            instance.configuration().limits(),
            progress));
  }

  /// Connectors from which metaverse objects are made.
  private Set<String> sources() {
    Set<String> sources = new HashSet<>();
    instance.program().rules().stream()
        .filter(rule -> rule.text().types().direction() == Direction.INBOUND)
        .filter(rule -> rule.linkType() == LinkType.PROVISION)
        .forEach(rule ->
            sources.add(instance.program().connectors().getOrDefault(rule.connector(), "")));
    return sources;
  }

  private ManagedConnector managed(ConnectorConfiguration configured) {
    Connector connector = instance.directories().connector(configured.name());
    instance.directories().parameters(configured, Need.PRESENT);
    Schema schema = instance.directories().schema(configured, Need.PRESENT);
    Set<String> types = new HashSet<>(configured.selection().objectTypes());
    types.retainAll(schema.types().keySet());
    Set<String> attributes = new HashSet<>(schema.attributes().keySet());
    attributes.retainAll(
        configured.selection().allAttributes()
            ? usedByRules(configured.name())
            : configured.selection().attributes());
    if (types.isEmpty()) {
      throw AppException.failed(
          "connector %s has none of the object types %s; it has %s"
              .formatted(
                  configured.name(),
                  String.join(", ", configured.selection().objectTypes()),
                  String.join(", ", schema.types().keySet())));
    }
    List<ReadScope> scopes = new ArrayList<>();
    for (Partition partition : connector.partitions()) {
      scopes.add(new ReadScope(partition, types, attributes));
    }
    return new ManagedConnector(
        configured.name(), connector, scopes, new Exporting(configured.exports(), deletesMax));
  }

  /// Without a choice, what rules use is read: what else a directory has, operational attributes
  /// that change with every write among it, would only cost time.
  private Set<String> usedByRules(String connector) {
    return instance.program().attributes(instance.program().dictionary().number(connector));
  }

  private static String user() {
    return System.getProperty("user.name", "");
  }
}
