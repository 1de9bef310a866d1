// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.store.MetaverseReader;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A metaverse object as outbound flows see it, to find out which of them has a value.
final class MetaverseView implements ObjectInputs {
  /// Whether a flow has a value does not depend on how many references it has.
  private static final int REFERENCES_MAX = 100;

  private final MetaverseReader metaverse;
  private final MetaverseObject object;
  private final @Nullable String[] parameters;

  MetaverseView(MetaverseReader metaverse, MetaverseObject object, @Nullable String[] parameters) {
    this.metaverse = metaverse;
    this.object = object;
    this.parameters = parameters;
  }

  @Override
  public List<Value> attribute(int slot) {
    List<Value> values = object.values().get(slot);
    if (!values.isEmpty() || object.origins().get(slot) == null) {
      return values;
    }
    List<Value> references = new ArrayList<>();
    for (MetaverseLink link : metaverse.links(object.id(), slot, null, REFERENCES_MAX)) {
      references.add(Value.of(Dn.flat("metaverse:" + link.target())));
    }
    return references;
  }

  @Override
  public List<Value> imported(int slot) {
    return attribute(slot);
  }

  @Override
  public long valueCount(int slot) {
    return attribute(slot).size();
  }

  @Override
  public boolean memberOf(String groupDn) {
    return false;
  }

  @Override
  public @Nullable String parameter(int index) {
    return parameters[index];
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public RandomGenerator random() {
    return RandomGenerator.getDefault();
  }
}
