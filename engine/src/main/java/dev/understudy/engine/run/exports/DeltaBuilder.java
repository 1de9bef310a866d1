// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans in the words of connectors.
final class DeltaBuilder {
  private final Dictionary dictionary;
  private final Schema schema;
  private final CurrentNames names;

  DeltaBuilder(Dictionary dictionary, Schema schema, CurrentNames names) {
    this.dictionary = dictionary;
    this.schema = schema;
    this.names = names;
  }

  /// The delta of a plan; none when the directory has not told yet how it calls the object, so that
  /// only an import helps.
  Optional<ObjectDelta> build(PlannedExport plan) {
    SpaceObject object = plan.object();
    String type = dictionary.name(object.identity().type());
    if (plan.change() instanceof PendingExport.Add(Dn dn, Image attributes)) {
      return Optional.of(new ObjectDelta.Add(dn, type, attributes(attributes, plan.links())));
    }
    Anchor anchor = object.identity().anchor();
    if (anchor == null) {
      return Optional.empty();
    }
    Dn now = names.of(object);
    return switch (plan.change()) {
      case PendingExport.Delete _ -> Optional.of(new ObjectDelta.Delete(anchor, now, type));
      case PendingExport.None _ ->
          Optional.of(new ObjectDelta.Modify(anchor, now, null, type, links(plan.links())));
      case PendingExport.Update(Dn newDn, var differences) -> {
        List<AttributeChange> changes = new ArrayList<>();
        differences.forEach(difference -> changes.add(change(difference)));
        changes.addAll(links(plan.links()));
        Dn rename = newDn == null || newDn.equals(now) ? null : newDn;
        yield Optional.of(new ObjectDelta.Modify(anchor, now, rename, type, changes));
      }
      case PendingExport.Add _ -> throw new IllegalStateException("adds are built above");
    };
  }

  private Attributes attributes(Image image, List<PlannedLink> links) {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < image.size(); i++) {
      attributes.add(dictionary.name(image.attribute(i)), image.values(i));
    }
    for (Map.Entry<Integer, List<Value>> entry : byAttribute(links, true).entrySet()) {
      attributes.add(dictionary.name(entry.getKey()), entry.getValue());
    }
    return attributes.build();
  }

  private AttributeChange change(PendingExport.Difference difference) {
    String name = dictionary.name(difference.attribute());
    boolean multiValued =
        schema
            .attribute(name)
            .map(AttributeDefinition::multiValued)
            .orElse(difference.before().size() > 1 || difference.after().size() > 1);
    boolean replace = difference.exact() && (!multiValued || difference.after().isEmpty());
    return replace
        ? new AttributeChange.Replace(name, difference.after())
        : new AttributeChange.Update(name, difference.added(), difference.removed());
  }

  /// A reference that can have but one value is replaced: a directory would refuse a second one
  /// before the first is gone.
  private List<AttributeChange> links(List<PlannedLink> links) {
    Map<Integer, List<Value>> added = byAttribute(links, true);
    Map<Integer, List<Value>> removed = byAttribute(links, false);
    List<AttributeChange> changes = new ArrayList<>();
    Map<Integer, List<Value>> attributes = new LinkedHashMap<>(added);
    attributes.putAll(removed);
    for (int attribute : attributes.keySet()) {
      String name = dictionary.name(attribute);
      List<Value> come = added.getOrDefault(attribute, List.of());
      boolean single =
          schema.attribute(name).map(definition -> !definition.multiValued()).orElse(false);
      changes.add(
          single
              ? new AttributeChange.Replace(name, come)
              : new AttributeChange.Update(name, come, removed.getOrDefault(attribute, List.of())));
    }
    return List.copyOf(changes);
  }

  private static Map<Integer, List<Value>> byAttribute(List<PlannedLink> links, boolean added) {
    Map<Integer, List<Value>> values = new LinkedHashMap<>();
    for (PlannedLink link : links) {
      if (link.added() == added) {
        values
            .computeIfAbsent(link.link().attribute(), absent -> new ArrayList<>())
            .add(Value.of(link.target()));
      }
    }
    return values;
  }
}
