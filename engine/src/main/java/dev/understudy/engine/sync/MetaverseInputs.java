// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What outbound rules to one connector read of a metaverse object. A reference is shown as a flat
/// name that only this class makes and reads.
final class MetaverseInputs implements ObjectInputs {
  private static final String PREFIX = "metaverse:";

  private final SyncWork work;
  private final MetaverseObject object;
  private final int connector;

  MetaverseInputs(SyncWork work, MetaverseObject object, int connector) {
    this.work = work;
    this.object = object;
    this.connector = connector;
  }

  /// The metaverse object that a value read here refers to.
  static OptionalLong target(Dn dn) {
    return dn.isFlat() && dn.text().startsWith(PREFIX)
        ? OptionalLong.of(Long.parseLong(dn.text().substring(PREFIX.length())))
        : OptionalLong.empty();
  }

  @Override
  public List<Value> attribute(int slot) {
    List<Value> values = object.values().get(slot);
    return values.isEmpty() && object.origins().get(slot) != null ? references(slot) : values;
  }

  @Override
  public List<Value> imported(int slot) {
    return attribute(slot);
  }

  @Override
  public long valueCount(int slot) {
    return attribute(slot).size();
  }

  private List<Value> references(int slot) {
    List<Value> references = new ArrayList<>();
    for (MetaverseLink link : Links.ofMetaverse(work.workspace(), object.id())) {
      if (link.attribute() == slot) {
        references.add(Value.of(Dn.flat(PREFIX + link.target())));
      }
    }
    return List.copyOf(references);
  }

  /// Membership is a matter of a connector space: a metaverse object is a member of no DN.
  @Override
  public boolean memberOf(String groupDn) {
    return false;
  }

  @Override
  public @Nullable String parameter(int index) {
    return work.parameters(connector, 0)[index];
  }

  @Override
  public Instant now() {
    return work.environment().clock().instant();
  }

  @Override
  public RandomGenerator random() {
    return work.environment().random();
  }
}
