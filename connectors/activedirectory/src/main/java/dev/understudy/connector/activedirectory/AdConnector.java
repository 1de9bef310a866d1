// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ContainerBrowser;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ObjectSource;
import dev.understudy.connector.ParameterSource;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapFailure;
import dev.understudy.ldap.LdapSchema;
import dev.understudy.ldap.LdapWriter;
import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The domains of one Active Directory forest.
final class AdConnector implements ObjectSource, ExportTarget, ContainerBrowser, ParameterSource {
  private static final int BATCH_MAX = 1_000;

  private final AdSettings settings;
  private final DomainControllers controllers;
  private @Nullable List<Dn> partitions;
  private @Nullable LdapSchema schema;

  AdConnector(AdSettings settings) {
    this.settings = settings;
    this.controllers = new DomainControllers(settings.access());
  }

  /// What is asked of one domain controller.
  @FunctionalInterface
  private interface Asking<T> {
    T of(Session session) throws LDAPException, InterruptedException;
  }

  @Override
  public Schema schema() {
    return uninterrupted("reading the schema", () -> controllers.any(), this::schema).schema();
  }

  @Override
  public List<Partition> partitions() {
    return uninterrupted("looking for the domain", controllers::any, this::partitions).stream()
        .map(dn -> new Partition(dn.text()))
        .toList();
  }

  @Override
  public Map<String, Map<String, String>> parameters() {
    return uninterrupted(
        "reading the domains of the forest",
        controllers::any,
        session -> Forest.read(session).parameters(partitions(session)));
  }

  @Override
  public ConnectionTest test() {
    try {
      List<String> lines = new ArrayList<>();
      for (Partition partition : partitions()) {
        lines.add(
            uninterrupted(
                "connecting", () -> holding(partition), session -> describe(session, partition)));
      }
      return new ConnectionTest.Reachable(String.join("; ", lines));
    } catch (ConnectorException e) {
      return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private String describe(Session session, Partition partition) throws LDAPException {
    ContainerScope scope =
        ContainerScope.resolve(settings, session.connection(), Dn.of(partition.name()));
    String where =
        scope.included().isEmpty()
            ? partition.name()
            : String.join(" and ", Dn.texts(scope.included()));
    return "%s on %s (%s)".formatted(where, session.endpoint(), session.facts().host());
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    return ask(
        "reading " + scope.partition().name(),
        () -> holding(scope.partition()),
        session -> new FullRead(settings, session, objects(session, scope)).into(sink));
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    Optional<AdWatermark> watermark = AdWatermark.parse(since);
    if (watermark.isEmpty()) {
      return new ReadEnd.FullReadRequired(
          "the watermark is damaged or not one of Active Directory");
    }
    AdWatermark known = watermark.get();
    return ask(
        "reading changes of " + scope.partition().name(),
        () -> controllers.holding(Dn.of(scope.partition().name()), known.server().endpoint()),
        session -> new ChangeRead(settings, session, objects(session, scope)).since(known, sink));
  }

  @Override
  public void readObject(ReadScope scope, Anchor anchor, ImportSink sink)
      throws InterruptedException {
    ask(
        "reading one object of " + scope.partition().name(),
        () -> holding(scope.partition()),
        session -> {
          AdObjects objects = objects(session, scope);
          Entry entry =
              session
                  .connection()
                  .getEntry(ObjectGuid.address(anchor.bytes()), objects.attributes());
          if (entry != null && objects.isInScope(entry)) {
            objects.deliver(session.connection(), entry, sink);
          }
          return true;
        });
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    Map<Dn, List<Integer>> byPartition = new LinkedHashMap<>();
    List<Dn> all = ask("writing", controllers::any, this::partitions);
    for (int i = 0; i < batch.size(); i++) {
      byPartition
          .computeIfAbsent(partitionOf(batch.get(i).dn(), all), _ -> new ArrayList<>())
          .add(i);
    }
    ExportOutcome[] outcomes = new ExportOutcome[batch.size()];
    for (Map.Entry<Dn, List<Integer>> part : byPartition.entrySet()) {
      List<ObjectDelta> deltas = part.getValue().stream().map(batch::get).toList();
      List<ExportOutcome> some = write(part.getKey(), deltas);
      for (int i = 0; i < deltas.size(); i++) {
        outcomes[part.getValue().get(i)] = some.get(i);
      }
    }
    return List.of(outcomes);
  }

  private List<ExportOutcome> write(Dn partition, List<ObjectDelta> deltas)
      throws InterruptedException {
    LdapWriter writer =
        ask(
            "writing",
            () -> controllers.holding(partition, null),
            session ->
                new LdapWriter(
                    settings.access().withBases(List.of(partition)),
                    session.client(),
                    schema(session)));
    return writer.write(deltas);
  }

  /// The innermost partition above a name; the first one for a name above which there is none.
  private static Dn partitionOf(Dn dn, List<Dn> partitions) {
    Dn innermost = null;
    for (Dn partition : partitions) {
      if (dn.isWithin(partition) && (innermost == null || partition.depth() > innermost.depth())) {
        innermost = partition;
      }
    }
    return innermost == null ? partitions.getFirst() : innermost;
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public List<Container> containers(Partition partition, @Nullable Container parent) {
    return uninterrupted(
        "reading the containers of " + partition.name(),
        () -> holding(partition),
        session -> ContainerTree.below(session, partition, parent));
  }

  @Override
  public void close() {
    controllers.close();
  }

  private Session holding(Partition partition) throws LDAPException {
    return controllers.holding(Dn.of(partition.name()), null);
  }

  private AdObjects objects(Session session, ReadScope scope) throws LDAPException {
    Dn partition = Dn.of(scope.partition().name());
    ContainerScope containers = ContainerScope.resolve(settings, session.connection(), partition);
    return new AdObjects(
        settings.access(), schema(session), new AdObjects.Selection(scope, containers));
  }

  private synchronized List<Dn> partitions(Session session) {
    List<Dn> known = partitions;
    if (known == null) {
      known = settings.access().tree().bases();
      if (known.isEmpty()) {
        known = List.of(session.facts().contexts().domain());
      }
      partitions = known;
    }
    return known;
  }

  private synchronized LdapSchema schema(Session session) throws LDAPException {
    LdapSchema known = schema;
    if (known == null) {
      LdapAccess access = settings.access().withBases(List.of(session.facts().contexts().domain()));
      known = LdapSchema.read(access, session.client());
      schema = known;
    }
    return known;
  }

  /// Opens a session.
  @FunctionalInterface
  private interface Opening {
    Session session() throws LDAPException;
  }

  private <T> T ask(String doing, Opening opening, Asking<T> asking) throws InterruptedException {
    try (Session session = opening.session()) {
      T answer = Objects.requireNonNull(asking.of(session));
      session.finish();
      return answer;
    } catch (LDAPException e) {
      throw LdapFailure.ofCall(settings.access(), doing, e);
    }
  }

  /// For methods that cannot say that they were interrupted.
  private <T> T uninterrupted(String doing, Opening opening, Asking<T> asking) {
    try {
      return ask(doing, opening, asking);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(
          ErrorCode.STOPPED,
          "connector %s: %s was interrupted".formatted(settings.access().name(), doing),
          interrupted);
    }
  }
}
