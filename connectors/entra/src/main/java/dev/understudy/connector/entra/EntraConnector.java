// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A tenant of Microsoft Entra ID.
final class EntraConnector implements ChangeSource, ExportTarget {
  private static final int BATCH_MAX = 1_000;

  private final EntraSettings settings;
  private final Clock clock;
  private @Nullable Session session;

  /// What is there while it is connected.
  ///
  /// @param names what was seen so far
  record Session(Graph graph, Names names) {}

  EntraConnector(EntraSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private Session session() {
    Session known = session;
    if (known == null) {
      Graph graph = new Graph(settings);
      known = new Session(graph, new Names(graph));
      session = known;
    }
    return known;
  }

  @Override
  public Schema schema() {
    return AttributeMap.INSTANCE.schema();
  }

  @Override
  public List<Partition> partitions() {
    return List.of(Partition.DEFAULT);
  }

  @Override
  public ConnectionTest test() {
    try {
      Reply reply =
          session().graph().read(Call.get("/organization?$select=id,displayName,verifiedDomains"));
      if (!reply.good()) {
        throw GraphFailure.ofCall("reading the organization", reply);
      }
      JsonNode organization = reply.body().path("value").path(0);
      return new ConnectionTest.Reachable(
          "%s (%s), %s"
              .formatted(
                  organization.path("displayName").asString(""),
                  organization.path("id").asString(""),
                  settings.place().graph()));
    } catch (ConnectorException e) {
      return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ConnectionTest.Unreachable(ErrorCode.STOPPED, "the test was interrupted");
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    Map<CloudType, ObjectReading> readings = readings(scope);
    Progress progress = Progress.begin(Progress.scope(readings), clock.instant().toString());
    for (ObjectReading reading : readings.values()) {
      FullRound round = new FullRound(session().graph(), session().names(), reading, sink);
      progress.links().put(reading.type(), round.read(settings.limits().pageSize()));
    }
    return new ReadEnd.Complete(progress.watermark());
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    Optional<Progress> known = Progress.of(since);
    Map<CloudType, ObjectReading> readings = readings(scope);
    if (known.isEmpty()
        || !known.get().scope().equals(Progress.scope(readings))
        || !known.get().links().keySet().equals(readings.keySet())) {
      return new ReadEnd.FullReadRequired(
          "the last read was none of this connector, or one of other types and attributes");
    }
    Progress before = known.get();
    Progress after = Progress.begin(before.scope(), clock.instant().toString());
    after.deleted().addAll(before.deleted());
    // All first pages before anything is reported: one of the tokens may have expired.
    Map<CloudType, DeltaPages> first = new EnumMap<>(CloudType.class);
    for (Map.Entry<CloudType, String> link : before.links().entrySet()) {
      Optional<DeltaPages> pages =
          DeltaPages.begin(session().graph(), settings.limits().pageSize(), link.getValue());
      if (pages.isEmpty()) {
        return new ReadEnd.FullReadRequired(
            "Graph no longer knows the token for changes of %s; tokens live for seven days"
                .formatted(link.getKey().set()));
      }
      first.put(link.getKey(), pages.get());
    }
    for (Map.Entry<CloudType, DeltaPages> pages : first.entrySet()) {
      ObjectReading reading = ObjectReading.of(pages.getKey(), scope.attributes());
      new ChangeRound(session().graph(), session().names(), reading, sink)
          .read(pages.getValue(), before, after);
    }
    return new ReadEnd.Complete(after.watermark());
  }

  private static Map<CloudType, ObjectReading> readings(ReadScope scope) {
    Map<CloudType, ObjectReading> readings = new EnumMap<>(CloudType.class);
    for (CloudType type : CloudType.values()) {
      if (scope.objectTypes().contains(type.type())) {
        readings.put(type, ObjectReading.of(type, scope.attributes()));
      }
    }
    return readings;
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    return new EntraWriter(settings, session()).write(batch);
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public void close() {
    Session known = session;
    session = null;
    if (known != null) {
      known.graph().close();
    }
  }
}
