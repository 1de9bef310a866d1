// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.FlowKind;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What holds after every synchronization that came to its end, whatever was synchronized. Worked
/// out anew, value by value, without the code that is being tested where that is possible.
final class Invariants {
  private final Lab lab;
  private final SyncWork work;
  private final Map<Long, SpaceObject> objects = new HashMap<>();

  private Invariants(Lab lab) {
    this.lab = lab;
    this.work =
        new SyncWork(
            new dev.understudy.engine.step.StepContext(
                lab.store,
                lab.program(),
                new dev.understudy.engine.step.StepContext.Environment(
                    () -> java.time.Instant.EPOCH, new java.util.Random(1)),
                dev.understudy.engine.step.Limits.DEFAULT,
                new dev.understudy.engine.step.StepReport(
                    0, 0, dev.understudy.engine.step.Progress.NONE)));
    for (String connector : Lab.CONNECTORS) {
      LabView.objects(lab, connector).forEach(object -> objects.put(object.id(), object));
    }
  }

  /// Whether nothing waits for synchronization.
  static boolean isSettled(Lab lab) {
    return Lab.CONNECTORS.stream()
        .flatMap(connector -> LabView.objects(lab, connector).stream())
        .allMatch(LabView::isSettled);
  }

  static void check(Lab lab) {
    Invariants invariants = new Invariants(lab);
    invariants.objects.values().forEach(invariants::checkObject);
    invariants.checkKeys();
    if (isSettled(lab)) {
      LabView.metaverse(lab).forEach(invariants::checkMetaverse);
      invariants.objects.values().forEach(invariants::checkWantedReferences);
    }
  }

  // --- one object of a connector space ---

  private void checkObject(SpaceObject object) {
    String name = LabView.label(lab, object);
    List<SpaceLink> links = LabView.links(lab, object);
    boolean pendingLinks = links.stream().anyMatch(link -> link.is(SpaceLink.PENDING));
    boolean pending = pendingLinks || !(PendingExport.of(object) instanceof PendingExport.None);
    assertThat(object.state().is(SpaceState.PENDING_LINKS))
        .as("%s has pending references, %s", name, links)
        .isEqualTo(pendingLinks);
    assertThat(object.state().is(SpaceState.PENDING_EXPORT))
        .as("%s is pending", name)
        .isEqualTo(pending);
    assertThat(object.state().is(SpaceState.PRESENT))
        .as("%s is present", name)
        .isEqualTo(object.images().present());
    if (!object.state().is(SpaceState.SYNC_ERROR)) {
      assertThat(object.state().flags() & SpaceState.TO_REFER)
          .as("%s waits for referential updates", name)
          .isZero();
    }
    LinkCounts counts = LinkCounts.NONE;
    for (SpaceLink link : links) {
      if (link.is(SpaceLink.IMPORTED)) {
        counts = counts.with(link.attribute(), counts.get(link.attribute()) + 1);
      }
      assertThat(link.flags())
          .as("%s: %s is pending", name, link)
          .isEqualTo(pending(link.flags(), link.attribute(), object.images().intent()));
      assertThat(objects).as("%s: target of %s", name, link).containsKey(link.target());
      boolean seen = LabView.isSettled(object) && object.lineage().isLinked();
      assertThat(seen && link.is(SpaceLink.UNSYNCED))
          .as("%s: %s is not synchronized", name, link)
          .isFalse();
    }
    assertThat(object.images().counts()).as("%s: number of references", name).isEqualTo(counts);
    checkLife(object, name);
  }

  private void checkLife(SpaceObject object, String name) {
    long metaverse = object.lineage().metaverse();
    if (metaverse != 0) {
      assertThat(lab.store.metaverse().objects(List.of(metaverse)))
          .as("metaverse object of %s", name)
          .hasSize(1);
    }
    boolean nothing =
        object.images().imported() == null
            && !object.images().present()
            && !(object.images().intent() instanceof Intent.Exists)
            && object.images().sent().isNothing();
    if (nothing && LabView.isSettled(object)) {
      assertThat(object.isPlaceholder()).as("%s is a placeholder", name).isTrue();
      boolean used =
          !lab.store.space().referrers(object.id(), 0, 1).isEmpty()
              || !lab.store.space().children(object.id(), 0, 1).isEmpty();
      assertThat(used || metaverse == 0).as("%s is needed", name).isTrue();
    }
  }

  /// The flags with [SpaceLink#PENDING] as it must be.
  static int pending(int flags, int attribute, Intent intent) {
    boolean present = SpaceLink.present(flags);
    boolean desired = (flags & SpaceLink.DESIRED) != 0;
    boolean was = (flags & SpaceLink.PENDING) != 0;
    boolean pending =
        switch (intent) {
          case Intent.Exists exists ->
              isManaged(exists, attribute)
                  ? present != desired
                  : desired ? !present : was && present;
          case Intent.Gone _, Intent.Unmanaged _ -> false;
        };
    return pending ? flags | SpaceLink.PENDING : flags & ~SpaceLink.PENDING;
  }

  private static boolean isManaged(Intent.Exists exists, int attribute) {
    int[] pairs = exists.references();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == attribute && pairs[i + 1] >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The rows that are desired are those that metaverse references and the intent imply. What
  /// expressions made is left out: that it is up to date shows when everything is synchronized
  /// again.
  private void checkWantedReferences(SpaceObject object) {
    Set<SpaceLink> expected = new HashSet<>();
    Set<Integer> computed = new HashSet<>();
    if (object.images().intent() instanceof Intent.Exists exists) {
      int[] pairs = exists.references();
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i + 1] == 0) {
          computed.add(pairs[i]);
          continue;
        }
        for (MetaverseLink link :
            lab.store
                .metaverse()
                .links(
                    object.lineage().metaverse(),
                    Math.abs(pairs[i + 1]),
                    null,
                    Integer.MAX_VALUE)) {
          for (SpaceObject target : lab.store.space().joinedTo(List.of(link.target()))) {
            if (target.connector() == object.connector()) {
              expected.add(new SpaceLink(object.id(), pairs[i], target.id(), 0));
            }
          }
        }
      }
    }
    Set<SpaceLink> desired = new HashSet<>();
    for (SpaceLink link : LabView.links(lab, object)) {
      if (link.is(SpaceLink.DESIRED) && !computed.contains(link.attribute())) {
        desired.add(link.withFlags(0));
      }
    }
    assertThat(desired)
        .as("references wanted of %s", LabView.label(lab, object))
        .isEqualTo(expected);
  }

  // --- one metaverse object ---

  private void checkMetaverse(MetaverseObject object) {
    String name = "mv " + object.id() + " " + LabView.label(lab, object.id());
    List<Contributor> contributors = new ArrayList<>();
    Set<Integer> connectors = new HashSet<>();
    for (SpaceObject joined : lab.store.space().joinedTo(List.of(object.id()))) {
      contributors.add(Contributor.of(work, joined));
      assertThat(connectors.add(joined.connector()))
          .as("%s has one object of each connector", name)
          .isTrue();
    }
    assertThat(contributors.stream().anyMatch(Contributor::keepsAlive))
        .as("%s is kept alive", name)
        .isTrue();
    for (TargetPlan plan : lab.program().inboundPlans(object.type())) {
      if (plan.isReference()) {
        checkReferences(object, plan, contributors, name + " " + plan.name());
      }
    }
  }

  private void checkReferences(
      MetaverseObject object, TargetPlan plan, List<Contributor> contributors, String name) {
    if (plan.flows().stream().anyMatch(flow -> flow.text().applyOnce())) {
      return;
    }
    Set<Long> expected = new TreeSet<>();
    CompiledFlow winner = null;
    for (CompiledFlow flow : plan.flows()) {
      for (Contributor contributor : contributors) {
        if (!contributor.mayFlow() || !contributor.rules().contains(flow.rule())) {
          continue;
        }
        List<Long> targets = targets(contributor, flow);
        if (targets == null) {
          checkReferences(object, plan, name, expected, winner);
          return;
        }
        if (!targets.isEmpty() && (winner == null || plan.merge().merges())) {
          winner = winner == null ? flow : winner;
          expected.addAll(targets);
        }
      }
    }
    checkReferences(object, plan, name, expected, winner);
  }

  private void checkReferences(
      MetaverseObject object,
      TargetPlan plan,
      String name,
      Set<Long> expected,
      @org.jspecify.annotations.Nullable CompiledFlow winner) {
    expected.remove(0L);
    Set<Long> actual = new TreeSet<>();
    lab.store
        .metaverse()
        .links(object.id(), plan.attribute(), null, Integer.MAX_VALUE)
        .forEach(link -> actual.add(link.target()));
    assertThat(actual).as("references of %s", name).isEqualTo(expected);
    Origin origin = object.origins().get(plan.attribute());
    assertThat(origin == null ? 0 : origin.rule())
        .as("origin of %s", name)
        .isEqualTo(winner == null ? 0 : winner.rule().number());
  }

  /// The metaverse objects that a flow refers to, 0 for those that have no partner; none when it
  /// contributes nothing; null when it stops the others.
  private @org.jspecify.annotations.Nullable List<Long> targets(
      Contributor contributor, CompiledFlow flow) {
    SpaceObject owner = contributor.object();
    List<Long> targets = new ArrayList<>();
    if (flow.kind() == FlowKind.DIRECT_REFERENCE) {
      for (SpaceLink link : LabView.links(lab, owner)) {
        if (link.is(SpaceLink.IMPORTED) && link.attribute() == flow.source()) {
          SpaceObject target = objects.get(link.target());
          targets.add(target == null ? 0L : target.lineage().metaverse());
        }
      }
      return targets;
    }
    return switch (flow.evaluate(contributor.inputs())) {
      case Result.AuthoritativeNull _ -> null;
      case Result.Null _, Result.IgnoreThisFlow _ -> targets;
      case Result.Values(List<Value> values) -> {
        for (Value value : values) {
          Dn dn =
              value instanceof Value.Reference(Dn it) ? it : LabSchema.dn(value.toString(), false);
          targets.add(
              lab.store.space().byDn(owner.connector(), List.of(dn.key())).stream()
                  .findFirst()
                  .map(target -> target.lineage().metaverse())
                  .orElse(0L));
        }
        yield targets;
      }
    };
  }

  // --- keys ---

  private record SpaceKey(int connector, IndexKey key, long id) {}

  private void checkKeys() {
    Set<SpaceKey> expected = new HashSet<>();
    var keys = lab.program().keys();
    for (SpaceObject object : objects.values()) {
      Image imported = object.images().imported();
      if (imported == null || object.lineage().isLinked()) {
        continue;
      }
      Set<Integer> attributes =
          new HashSet<>(keys.outbound().getOrDefault(object.connector(), Set.of()));
      if (LabView.isSettled(object)) {
        attributes.addAll(keys.inbound().getOrDefault(object.connector(), Set.of()));
      }
      for (int attribute : attributes) {
        List<Value> values =
            attribute == lab.program().dnAttribute()
                ? List.of(Value.of(object.identity().dn()))
                : imported.get(attribute);
        values.forEach(value ->
            expected.add(
                new SpaceKey(object.connector(), JoinKey.of(attribute, value), object.id())));
      }
    }
    for (MetaverseObject object : LabView.metaverse(lab)) {
      for (int attribute : keys.metaverse()) {
        for (Value value : object.values().get(attribute)) {
          expected.add(new SpaceKey(0, JoinKey.of(attribute, value), object.id()));
        }
      }
    }
    assertThat(storedKeys()).as("index of join values").isEqualTo(expected);
  }

  private Set<SpaceKey> storedKeys() {
    Set<SpaceKey> keys = new HashSet<>();
    for (List<Change> batch : lab.store.written()) {
      for (Change change : batch) {
        switch (change) {
          case Change.AddSpaceKey add ->
              keys.add(new SpaceKey(add.connector(), add.key(), add.id()));
          case Change.RemoveSpaceKey remove ->
              keys.remove(new SpaceKey(remove.connector(), remove.key(), remove.id()));
          case Change.AddMetaverseKey add -> keys.add(new SpaceKey(0, add.key(), add.id()));
          case Change.RemoveMetaverseKey remove ->
              keys.remove(new SpaceKey(0, remove.key(), remove.id()));
          default -> {}
        }
      }
    }
    return keys;
  }
}
