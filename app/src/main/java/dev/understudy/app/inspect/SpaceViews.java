// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.instance.Instance;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes [SpaceView]s.
public final class SpaceViews {
  private final Store store;
  private final Labels labels;

  public SpaceViews(Instance instance) {
    this.store = instance.store();
    this.labels = new Labels(instance);
  }

  /// Everything about an object.
  ///
  /// @param references how many references at most
  public SpaceView of(SpaceObject object, int references) {
    List<SpaceLink> links = store.space().links(object.id(), 0, null, references + 1);
    boolean more = links.size() > references;
    return new SpaceView(
        identity(object),
        link(object),
        SpaceStates.words(object),
        SpaceStates.intent(object),
        Stream.of(object.state().error(), object.state().exportError())
            .filter(Objects::nonNull)
            .map(SpaceViews::failure)
            .toList(),
        attributes(object),
        references(more ? links.subList(0, references) : links),
        more);
  }

  private SpaceView.Identity identity(SpaceObject object) {
    Anchor anchor = object.identity().anchor();
    return new SpaceView.Identity(
        object.id(),
        labels.name(object.connector()),
        object.isPlaceholder() ? "(placeholder)" : labels.name(object.identity().type()),
        labels.of(object),
        object.identity().dn().text(),
        anchor == null ? null : anchor.toString(),
        labels.name(object.identity().partition()),
        object.identity().parent());
  }

  private SpaceView.Link link(SpaceObject object) {
    long metaverse = object.lineage().metaverse();
    String name =
        store.metaverse().objects(metaverse == 0 ? List.of() : List.of(metaverse)).stream()
            .findFirst()
            .map(labels::of)
            .orElse("");
    return new SpaceView.Link(
        metaverse,
        name,
        labels.rule(object.lineage().joinedBy()),
        labels.rules(object.lineage().inbound()),
        labels.rules(object.lineage().outbound()),
        object.lineage().provisioned());
  }

  private static SpaceView.Failure failure(ObjectError error) {
    return new SpaceView.Failure(
        error.name(), error.step(), error.detail(), error.first(), error.last(), error.retries());
  }

  private List<SpaceView.Attribute> attributes(SpaceObject object) {
    Snapshot snapshot = object.images().synced();
    Image synced = snapshot == null ? null : snapshot.values();
    Image imported = object.images().imported();
    Image sent = object.images().sent().values();
    Image exact = Image.EMPTY;
    Image included = Image.EMPTY;
    if (object.images().intent() instanceof Intent.Exists exists) {
      exact = exists.exact();
      included = exists.included();
    }
    SortedMap<String, Integer> byName = new TreeMap<>();
    for (Image image : new @Nullable Image[] {synced, imported, sent, exact, included}) {
      for (int i = 0; image != null && i < image.size(); i++) {
        byName.put(labels.name(image.attribute(i)), image.attribute(i));
      }
    }
    List<SpaceView.Attribute> attributes = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : byName.entrySet()) {
      int number = entry.getValue();
      attributes.add(
          new SpaceView.Attribute(
              entry.getKey(),
              synced == null ? null : Labels.texts(synced.get(number)),
              imported == null ? null : Labels.texts(imported.get(number)),
              sent.has(number) ? Labels.texts(sent.get(number)) : null,
              exact.has(number)
                  ? Labels.texts(exact.get(number))
                  : included.has(number) ? Labels.texts(included.get(number)) : null));
    }
    return attributes;
  }

  private List<SpaceView.Reference> references(List<SpaceLink> links) {
    Map<Long, SpaceObject> targets = new HashMap<>();
    store
        .space()
        .objects(links.stream().map(SpaceLink::target).toList())
        .forEach(target -> targets.put(target.id(), target));
    List<SpaceView.Reference> references = new ArrayList<>();
    for (SpaceLink link : links) {
      SpaceObject target = targets.get(link.target());
      references.add(
          new SpaceView.Reference(
              labels.name(link.attribute()),
              target == null ? "#" + link.target() : target.identity().dn().text(),
              target == null ? "" : labels.of(target),
              words(link)));
    }
    return references;
  }

  private static List<String> words(SpaceLink link) {
    List<String> words = new ArrayList<>();
    Map<Integer, String> meanings = new LinkedHashMap<>();
    meanings.put(SpaceLink.IMPORTED, "imported");
    meanings.put(SpaceLink.UNSYNCED, "pending import");
    meanings.put(SpaceLink.DESIRED, "wanted");
    meanings.put(SpaceLink.SENT_ADD, "added, awaiting confirmation");
    meanings.put(SpaceLink.SENT_REMOVE, "removed, awaiting confirmation");
    meanings.put(SpaceLink.PENDING, "pending export");
    meanings.forEach((flag, word) -> {
      if (link.is(flag)) {
        words.add(word);
      }
    });
    return words;
  }
}
