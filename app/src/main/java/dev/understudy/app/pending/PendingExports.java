// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.inspect.Labels;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.pending.PendingObject.Difference;
import dev.understudy.app.pending.PendingObject.Operation;
import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All pending exports of a connector, one after the other.
public final class PendingExports {
  private static final int PAGE = 500;

  private final Store store;
  private final Labels labels;
  private final Reasons reasons;
  private final ReferenceNames references;

  public PendingExports(Instance instance) {
    this(instance.store(), instance.program(), new Labels(instance));
  }

  /// With other rules than those of an instance, or on a copy of its store.
  public PendingExports(Store store, Program program, Labels labels) {
    this.store = store;
    this.labels = labels;
    this.reasons = new Reasons(program, store.metaverse(), labels);
    this.references = new ReferenceNames(store.space(), labels);
  }

  /// How many objects of a connector have a pending export.
  public long count(int connector) {
    return store.space().count(connector, SpaceState.PENDING_EXPORT);
  }

  /// Hands every pending export of a connector to `consumer`, by ascending identifier.
  ///
  /// @param wanted only of these operations
  /// @throws InterruptedException when somebody asked to stop
  public void forEach(int connector, Set<Operation> wanted, Consumer<PendingObject> consumer)
      throws InterruptedException {
    long after = 0;
    while (true) {
      List<SpaceObject> page =
          store.space().page(connector, after, SpaceState.PENDING_EXPORT, PAGE);
      if (page.isEmpty()) {
        return;
      }
      after = page.getLast().id();
      Map<Long, MetaverseObject> sources = sources(page);
      for (SpaceObject object : page) {
        PendingObject pending = of(object, sources.get(object.lineage().metaverse()));
        if (wanted.contains(pending.operation())) {
          consumer.accept(pending);
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private Map<Long, MetaverseObject> sources(List<SpaceObject> page) {
    List<Long> ids = new ArrayList<>();
    for (SpaceObject object : page) {
      if (object.lineage().isLinked()) {
        ids.add(object.lineage().metaverse());
      }
    }
    Map<Long, MetaverseObject> sources = new HashMap<>();
    store.metaverse().objects(ids).forEach(source -> sources.put(source.id(), source));
    return sources;
  }

  /// The pending export of one object as it is in the store.
  ///
  /// @param source its metaverse object; null when it has none
  public PendingObject of(SpaceObject object, @Nullable MetaverseObject source) {
    Reasons.OfObject why = reasons.of(object, source);
    return of(object, why, new PendingReferences(store.space(), references, object.id(), why));
  }

  /// The pending export of one object as it would be, with its pending links.
  ///
  /// @param source its metaverse object; null when it has none
  /// @param known objects that are not, or not like this, in the store
  public PendingObject of(
      SpaceObject object,
      @Nullable MetaverseObject source,
      List<SpaceLink> pending,
      Map<Long, SpaceObject> known) {
    Reasons.OfObject why = reasons.of(object, source);
    return of(object, why, references.of(pending, known, why).iterator());
  }

  private PendingObject of(
      SpaceObject object, Reasons.OfObject why, Iterator<ReferenceDifference> links) {
    return switch (PendingExport.of(object)) {
      case PendingExport.None _ -> update(object, null, List.of(), links);
      case PendingExport.Update update ->
          update(
              object,
              update.newDn() == null ? null : update.newDn().text(),
              differences(update, why),
              links);
      case PendingExport.Delete _ ->
          new PendingObject(
              identity(object, object.identity().dn().text()),
              Operation.DELETE,
              null,
              why.whole(Operation.DELETE),
              List.of(),
              List.<ReferenceDifference>of().iterator());
      case PendingExport.Add add ->
          new PendingObject(
              identity(object, add.dn().text()),
              Operation.ADD,
              null,
              why.whole(Operation.ADD),
              values(add.attributes(), why),
              links);
    };
  }

  private PendingObject update(
      SpaceObject object,
      @Nullable String newDn,
      List<Difference> differences,
      Iterator<ReferenceDifference> links) {
    return new PendingObject(
        identity(object, object.identity().dn().text()),
        Operation.UPDATE,
        newDn,
        "",
        differences,
        links);
  }

  private PendingObject.Identity identity(SpaceObject object, String dn) {
    return new PendingObject.Identity(
        object.id(),
        labels.name(object.connector()),
        labels.name(object.identity().type()),
        dn,
        labels.of(object));
  }

  private List<Difference> differences(PendingExport.Update update, Reasons.OfObject why) {
    List<Difference> differences = new ArrayList<>();
    for (PendingExport.Difference one : update.differences()) {
      differences.add(
          new Difference(
              labels.name(one.attribute()),
              Labels.texts(one.before()),
              Labels.texts(one.after()),
              why.rule(one.attribute())));
    }
    differences.sort(Comparator.comparing(Difference::attribute));
    return differences;
  }

  private List<Difference> values(Image image, Reasons.OfObject why) {
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < image.size(); i++) {
      differences.add(
          new Difference(
              labels.name(image.attribute(i)),
              List.of(),
              Labels.texts(image.values(i)),
              why.rule(image.attribute(i))));
    }
    differences.sort(Comparator.comparing(Difference::attribute));
    return differences;
  }
}
