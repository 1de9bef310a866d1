// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.instance.Instance;
import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes [MetaverseObjectView]s.
public final class MetaverseViews {
  private final Store store;
  private final Labels labels;

  public MetaverseViews(Instance instance) {
    this.store = instance.store();
    this.labels = new Labels(instance);
  }

  /// Everything about an object.
  ///
  /// @param references how many references at most
  public MetaverseObjectView of(MetaverseObject object, int references) {
    List<MetaverseLink> links = store.metaverse().links(object.id(), 0, null, references + 1);
    boolean more = links.size() > references;
    return new MetaverseObjectView(
        object.id(),
        labels.name(object.type()),
        labels.of(object),
        attributes(object),
        joined(object),
        references(object, more ? links.subList(0, references) : links),
        more);
  }

  private List<MetaverseObjectView.Attribute> attributes(MetaverseObject object) {
    Map<Long, SpaceObject> sources = sources(object);
    List<MetaverseObjectView.Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < object.values().size(); i++) {
      int number = object.values().attribute(i);
      Origin origin = object.origins().get(number);
      SpaceObject source = origin == null ? null : sources.get(origin.source());
      attributes.add(
          new MetaverseObjectView.Attribute(
              labels.name(number),
              Labels.texts(object.values().values(i)),
              origin == null ? "" : labels.rule(origin.rule()),
              source == null ? "" : labels.name(source.connector()),
              source == null ? "" : source.identity().dn().text(),
              origin == null ? Instant.EPOCH : Instant.ofEpochMilli(origin.since())));
    }
    attributes.sort(Comparator.comparing(MetaverseObjectView.Attribute::name));
    return attributes;
  }

  private Map<Long, SpaceObject> sources(MetaverseObject object) {
    Set<Long> ids = new HashSet<>();
    for (Origin origin : object.origins().origins()) {
      ids.add(origin.source());
    }
    Map<Long, SpaceObject> sources = new HashMap<>();
    store.space().objects(ids).forEach(source -> sources.put(source.id(), source));
    return sources;
  }

  private List<MetaverseObjectView.Link> joined(MetaverseObject object) {
    return store.space().joinedTo(List.of(object.id())).stream()
        .map(linked ->
            new MetaverseObjectView.Link(
                linked.id(),
                labels.name(linked.connector()),
                labels.name(linked.identity().type()),
                linked.identity().dn().text(),
                labels.rule(linked.lineage().joinedBy()),
                SpaceStates.words(linked)))
        .toList();
  }

  private List<MetaverseObjectView.Reference> references(
      MetaverseObject object, List<MetaverseLink> links) {
    Map<Long, MetaverseObject> targets = new HashMap<>();
    store
        .metaverse()
        .objects(links.stream().map(MetaverseLink::target).toList())
        .forEach(target -> targets.put(target.id(), target));
    List<MetaverseObjectView.Reference> references = new ArrayList<>();
    for (MetaverseLink link : links) {
      MetaverseObject target = targets.get(link.target());
      Origin origin = object.origins().get(link.attribute());
      references.add(
          new MetaverseObjectView.Reference(
              labels.name(link.attribute()),
              link.target(),
              target == null ? "" : labels.of(target),
              origin == null ? "" : labels.rule(origin.rule())));
    }
    return references;
  }
}
