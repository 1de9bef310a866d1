// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.preview;

import dev.understudy.app.inspect.Labels;
import dev.understudy.app.pending.PendingExports;
import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.sync.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One object through the rules, in memory.
public final class OnePreview {
  private static final int REFERENCES_MAX = 1_000;

  private final StepContext context;
  private final Store store;
  private final Labels labels;

  /// @param context with the rules to try
  /// @param labels of the same rules
  public OnePreview(StepContext context, Labels labels) {
    this.context = context;
    this.store = context.store();
    this.labels = labels;
  }

  /// What a synchronization of the object would do.
  public PreviewView of(SpaceObject object) {
    Preview preview = Preview.of(context, object.id());
    Overlay overlay = new Overlay(store, preview.changes());
    SpaceObject after = overlay.space(object.id()).orElse(object);
    long before = object.lineage().metaverse();
    long id = after.lineage().isLinked() ? after.lineage().metaverse() : before;
    return new PreviewView(
        "%s %s  %s  %s"
            .formatted(
                labels.name(object.connector()),
                labels.name(object.identity().type()),
                labels.of(object),
                object.identity().dn().text()),
        link(object.lineage(), after.lineage(), overlay),
        preview.failure().map(one -> one.error() + ": " + one.detail()).orElse(null),
        attributes(id, overlay),
        references(id, overlay),
        exports(id, overlay),
        new TreeMap<>(preview.counters()));
  }

  private String link(Lineage before, Lineage after, Overlay overlay) {
    if (!before.isLinked() && !after.isLinked()) {
      return "stays a disconnector: no rule in scope links it";
    }
    if (!after.isLinked()) {
      return overlay.removedMetaverse().contains(before.metaverse())
          ? "is disconnected; metaverse object #%d is removed".formatted(before.metaverse())
          : "is disconnected from metaverse object #%d".formatted(before.metaverse());
    }
    String rule = labels.rule(after.joinedBy());
    if (before.metaverse() == after.metaverse()) {
      return "stays linked to metaverse object #%d by %s".formatted(after.metaverse(), rule);
    }
    boolean exists = !store.metaverse().objects(List.of(after.metaverse())).isEmpty();
    return exists
        ? "joins metaverse object #%d by %s".formatted(after.metaverse(), rule)
        : "is projected into a new metaverse object by " + rule;
  }

  private List<PreviewView.Attribute> attributes(long id, Overlay overlay) {
    @Nullable MetaverseObject before =
        store.metaverse().objects(id == 0 ? List.of() : List.of(id)).stream()
            .findFirst()
            .orElse(null);
    @Nullable MetaverseObject after = overlay.metaverse(id).orElse(null);
    Image old = before == null ? Image.EMPTY : before.values();
    Image now = after == null ? Image.EMPTY : after.values();
    TreeMap<String, Integer> names = new TreeMap<>();
    for (Image image : List.of(old, now)) {
      for (int i = 0; i < image.size(); i++) {
        names.put(labels.name(image.attribute(i)), image.attribute(i));
      }
    }
    List<PreviewView.Attribute> attributes = new ArrayList<>();
    names.forEach((name, number) -> {
      boolean same = Image.sameValues(old.get(number), now.get(number));
      Origin origin = origin(after != null && now.has(number) ? after : before, number);
      attributes.add(
          new PreviewView.Attribute(
              name,
              Labels.texts(same ? now.get(number) : old.get(number)),
              Labels.texts(now.get(number)),
              origin == null ? "" : labels.rule(origin.rule()),
              origin == null ? "" : source(origin, overlay)));
    });
    return attributes;
  }

  private static @Nullable Origin origin(@Nullable MetaverseObject object, int attribute) {
    return object == null ? null : object.origins().get(attribute);
  }

  private String source(Origin origin, Overlay overlay) {
    return overlay.space(origin.source()).map(object -> labels.name(object.connector())).orElse("");
  }

  private List<PreviewView.Reference> references(long id, Overlay overlay) {
    List<PreviewView.Reference> references = new ArrayList<>();
    overlay.added(id).forEach(link -> references.add(reference(link, true, overlay)));
    overlay.removed(id).forEach(link -> references.add(reference(link, false, overlay)));
    return references;
  }

  private PreviewView.Reference reference(MetaverseLink link, boolean added, Overlay overlay) {
    return new PreviewView.Reference(
        labels.name(link.attribute()),
        added,
        overlay.metaverse(link.target()).map(labels::of).orElse(""),
        link.target());
  }

  private List<PreviewView.Export> exports(long id, Overlay overlay) {
    PendingExports pending = new PendingExports(store, context.program(), labels);
    List<PreviewView.Export> exports = new ArrayList<>();
    for (Map.Entry<Long, SpaceObject> linked : overlay.linkedTo(id).entrySet()) {
      SpaceObject object = linked.getValue();
      if (object.state().is(SpaceState.PENDING_EXPORT)) {
        Optional<MetaverseObject> source = overlay.metaverse(object.lineage().metaverse());
        exports.add(
            PreviewView.Export.of(
                pending.of(
                    object,
                    source.orElse(null),
                    overlay.pending(object.id(), REFERENCES_MAX),
                    overlay.spaces())));
      }
    }
    return exports;
  }
}
