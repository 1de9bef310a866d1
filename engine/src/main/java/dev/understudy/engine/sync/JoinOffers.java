// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.CompiledJoin;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Brings those together that found no partner when they were looked at, because the partner did
/// not have the value yet, or there were several.
final class JoinOffers {
  private final SyncWork work;
  private final Workspace workspace;
  private final OutboundSync outbound;

  JoinOffers(SyncWork work, OutboundSync outbound) {
    this.work = work;
    this.workspace = work.workspace();
    this.outbound = outbound;
  }

  /// Join values of the metaverse came or went: objects that look for them are tried again. A value
  /// that went may leave exactly one match where there were two.
  void changed(Image before, Image after) {
    for (CompiledRule rule : work.program().rules()) {
      if (rule.text().types().direction() != Direction.INBOUND) {
        continue;
      }
      for (List<CompiledJoin> group : rule.joins()) {
        CompiledJoin first = group.getFirst();
        for (Value value : changed(group, before, after)) {
          wake(rule.connector(), rule.sourceType(), JoinKey.of(first.space(), value));
        }
      }
    }
  }

  /// The values of the first clause under which objects are found, if any value of the group
  /// changed.
  private static Set<Value> changed(List<CompiledJoin> group, Image before, Image after) {
    boolean same =
        group.stream()
            .map(CompiledJoin::metaverse)
            .allMatch(attribute -> before.get(attribute).equals(after.get(attribute)));
    if (same) {
      return Set.of();
    }
    int first = group.getFirst().metaverse();
    Set<Value> values = new LinkedHashSet<>(before.get(first));
    values.addAll(after.get(first));
    return values;
  }

  private void wake(int connector, int type, IndexKey key) {
    for (long id : workspace.spaceByKey(connector, key)) {
      workspace
          .space(id)
          .filter(object -> !object.lineage().isLinked() && object.identity().type() == type)
          .filter(object -> !object.state().is(SpaceState.TO_SYNCHRONIZE))
          .ifPresent(object -> workspace.put(object.with(object.state().with(SpaceState.RETRY))));
    }
  }

  /// An object without a link may be what an outbound rule of its connector looks for.
  void free(SpaceObject free) {
    for (CompiledRule rule : work.program().rules()) {
      if (rule.text().types().direction() == Direction.OUTBOUND
          && rule.connector() == free.connector()
          && rule.targetType() == free.identity().type()) {
        rule.joins().forEach(group -> offer(free, group.getFirst()));
      }
    }
  }

  private void offer(SpaceObject free, CompiledJoin first) {
    for (Value value : new SpaceInputs(work, free).imported(first.space())) {
      for (long id : workspace.metaverseByKey(JoinKey.of(first.metaverse(), value))) {
        boolean without =
            workspace.joinedTo(id).stream()
                .noneMatch(other -> other.connector() == free.connector());
        if (without) {
          workspace.metaverse(id).ifPresent(found -> outbound.sync(found, false));
        }
      }
    }
  }
}
