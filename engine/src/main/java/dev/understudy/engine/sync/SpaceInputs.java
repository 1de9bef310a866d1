// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What inbound rules read of a connector-space object: what was imported, with pending and
/// unconfirmed exports applied, because those will arrive (`spec/engine.md` §2.8).
final class SpaceInputs implements ObjectInputs {
  private final SyncWork work;
  private final SpaceObject object;
  private final Image imported;
  private final Image view;

  SpaceInputs(SyncWork work, SpaceObject object) {
    this.work = work;
    this.object = object;
    Image known = object.images().imported();
    this.imported = known == null ? Image.EMPTY : known;
    this.view = view(object);
  }

  private static Image view(SpaceObject object) {
    Image expected = object.images().expected();
    return switch (object.images().intent()) {
      case Intent.Unmanaged _ -> expected;
      case Intent.Gone _ -> expected;
      case Intent.Exists exists -> merged(expected.overlaid(exists.exact()), exists);
    };
  }

  private static Image merged(Image image, Intent.Exists exists) {
    Image result = image;
    for (int i = 0; i < exists.included().size(); i++) {
      int attribute = exists.included().attribute(i);
      List<Value> values = new ArrayList<>(result.get(attribute));
      for (Value value : exists.included().values(i)) {
        if (!values.contains(value)) {
          values.add(value);
        }
      }
      result = result.overlaid(new Image.Builder(1).put(attribute, List.copyOf(values)).build());
    }
    return result;
  }

  @Override
  public List<Value> attribute(int slot) {
    List<Value> values = view.get(slot);
    if (!values.isEmpty()) {
      return values;
    }
    if (slot == work.program().dnAttribute()) {
      return List.of(Value.of(object.identity().dn()));
    }
    return object.images().counts().get(slot) == 0 ? List.of() : references(slot);
  }

  @Override
  public List<Value> imported(int slot) {
    List<Value> values = imported.get(slot);
    return values.isEmpty() && !view.has(slot) ? attribute(slot) : values;
  }

  @Override
  public long valueCount(int slot) {
    int references = object.images().counts().get(slot);
    return references > 0 ? references : view.get(slot).size();
  }

  private List<Value> references(int slot) {
    List<Value> references = new ArrayList<>();
    for (SpaceLink link : Links.of(work.workspace(), object.id(), slot)) {
      if (link.is(SpaceLink.IMPORTED)) {
        work.workspace()
            .space(link.target())
            .ifPresent(target -> references.add(Value.of(target.identity().dn())));
      }
    }
    return List.copyOf(references);
  }

  @Override
  public boolean memberOf(String groupDn) {
    int member = work.program().dictionary().number("member");
    return parse(groupDn)
        .flatMap(dn -> work.workspace().byDn(object.connector(), dn))
        .flatMap(group -> work.workspace().link(group.id(), member, object.id()))
        .filter(link -> link.is(SpaceLink.IMPORTED))
        .isPresent();
  }

  private static Optional<Dn> parse(String text) {
    try {
      return Optional.of(Dn.of(text));
    } catch (DnSyntaxException e) {
      return Optional.empty();
    }
  }

  @Override
  public @Nullable String parameter(int index) {
    return work.parameters(object.connector(), object.identity().partition())[index];
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
