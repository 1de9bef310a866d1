// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepContext.Environment;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.work.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all parts of one synchronization share.
final class SyncWork {
  private final StepContext context;
  private final Workspace workspace;
  private final Map<Long, @Nullable String[]> parameters = new HashMap<>();
  private final Set<Long> unresolved = new HashSet<>();
  private final Set<Long> released = new HashSet<>();
  private final Set<Long> changedRows = new HashSet<>();

  SyncWork(StepContext context) {
    this.context = context;
    this.workspace = new Workspace(context.store(), context.program());
  }

  StepContext context() {
    return context;
  }

  Program program() {
    return context.program();
  }

  Environment environment() {
    return context.environment();
  }

  Workspace workspace() {
    return workspace;
  }

  /// Objects that are referred to by an object whose references were looked at in this step, when
  /// they had no partner in the metaverse. When they get one, their referrers must be looked at,
  /// although the store cannot tell yet.
  Set<Long> unresolved() {
    return unresolved;
  }

  /// Counts an object of an outbound synchronization.
  void count(int connector, String counter) {
    String name = program().connectors().getOrDefault(connector, Integer.toString(connector));
    context.report().counters().add(name, counter);
  }

  /// Says that wanted references of an object changed.
  void changedRows(long owner) {
    changedRows.add(owner);
  }

  /// The objects of which wanted references changed since the last call.
  Set<Long> drainChangedRows() {
    Set<Long> drained = Set.copyOf(changedRows);
    changedRows.clear();
    return drained;
  }

  /// Says that a reference of an object is not pending any more; perhaps it was the last one.
  void released(long owner) {
    released.add(owner);
  }

  /// Hands out the decisions of a batch.
  List<Change> drain() {
    for (long owner : released) {
      workspace
          .space(owner)
          .filter(object -> object.state().is(SpaceState.PENDING_LINKS) && !hasPending(owner))
          .ifPresent(object ->
              workspace.put(object.with(object.state().without(SpaceState.PENDING_LINKS))));
    }
    released.clear();
    changedRows.clear();
    return workspace.drain();
  }

  private boolean hasPending(long owner) {
    int decided = 0;
    for (SpaceLink link : workspace.decidedLinks(owner)) {
      if (link.is(SpaceLink.PENDING)) {
        return true;
      }
      decided++;
    }
    return workspace.store().space().linksWith(owner, SpaceLink.PENDING, decided + 1).stream()
        .anyMatch(link -> workspace.now(link).is(SpaceLink.PENDING));
  }

  @Nullable String[] parameters(int connector, int partition) {
    return parameters.computeIfAbsent(
        ((long) connector << 32) | partition,
        absent ->
            program()
                .parameters(
                    connector, partition == 0 ? "" : program().dictionary().name(partition)));
  }
}
