// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Committer;
import dev.understudy.engine.step.IdSet;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.work.Workspace;
import dev.understudy.schema.AttributeType;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What all parts of one import share: the batch that is being decided, and what is remembered from
/// batch to batch. All writing to the connector space goes through here, so that names stay
/// findable.
final class ImportSession {
  private final StepContext context;
  private final ImportRequest request;
  private final Committer committer;
  private final Workspace workspace;
  private final int connector;
  private final int partition;
  private final DnIndex names;
  private final IdSet seen = new IdSet();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<Integer> references = new HashSet<>();
  private Touched current = new Touched();
  private Touched previous = new Touched();

  /// What one batch wrote that a look into the store does not show yet.
  private static final class Touched {
    final Set<Long> parents = new HashSet<>();
    boolean links;
  }

  ImportSession(StepContext context, ImportRequest request, Committer committer) {
    this.context = context;
    this.request = request;
    this.committer = committer;
    this.workspace = new Workspace(context.store(), context.program());
    this.connector = context.store().dictionary().number(request.name());
    this.partition = context.store().dictionary().number(request.scope().partition().name());
    this.names = new DnIndex(workspace, connector);
    request.connector().schema().attributes().values().stream()
        .filter(attribute -> attribute.type() == AttributeType.REFERENCE)
        .forEach(attribute -> references.add(number(attribute.name())));
  }

  StepContext context() {
    return context;
  }

  ImportRequest request() {
    return request;
  }

  Store store() {
    return context.store();
  }

  Workspace workspace() {
    return workspace;
  }

  DnIndex names() {
    return names;
  }

  /// The objects that this import found to be there.
  IdSet seen() {
    return seen;
  }

  int connector() {
    return connector;
  }

  int partition() {
    return partition;
  }

  /// The number of an attribute or type.
  int number(String name) {
    Integer known = numbers.get(name);
    if (known == null) {
      known = context.store().dictionary().number(name);
      numbers.put(name, known);
    }
    return known;
  }

  boolean isReference(int attribute) {
    return references.contains(attribute);
  }

  /// The schema does not say so, but the directory reported a reference.
  void isReferenceToo(int attribute) {
    references.add(attribute);
  }

  /// Replaces an object.
  void put(SpaceObject object) {
    workspace
        .space(object.id())
        .ifPresent(before -> {
          DnKey left = before.identity().dn().key();
          if (!left.equals(object.identity().dn().key())) {
            names.left(left, object.id());
          }
        });
    workspace.put(object);
    remember(object);
  }

  /// Inserts an object.
  void putNew(SpaceObject object) {
    workspace.markFresh(object.id());
    workspace.put(object);
    remember(object);
  }

  private void remember(SpaceObject object) {
    names.taken(object.identity().dn().key(), object.id());
    current.parents.add(object.identity().parent());
  }

  void put(SpaceLink link) {
    workspace.put(link);
    current.links = true;
  }

  void remove(SpaceObject object) {
    workspace.decidedLinks(object.id()).forEach(link -> workspace.put(link.withFlags(0)));
    names.left(object.identity().dn().key(), object.id());
    workspace.removeSpace(object.id());
  }

  /// Whether any link was written that a look into the store may not show.
  boolean hasTouchedLinks() {
    return current.links || previous.links;
  }

  /// Whether there is an object below this one.
  boolean hasChildren(long id) {
    return current.parents.contains(id)
        || previous.parents.contains(id)
        || !store().space().children(id, 0, 1).isEmpty();
  }

  /// The object that has this name.
  Optional<SpaceObject> byDn(Dn dn) {
    long id = names.idOf(dn.key());
    return id == 0 ? Optional.empty() : workspace.space(id);
  }

  /// The object that has this name; a placeholder is made for a name that nobody has.
  long idOrPlaceholder(Dn dn) {
    long id = names.idOf(dn.key());
    if (id != 0) {
      return id;
    }
    SpaceIdentity identity =
        new SpaceIdentity(dn, null, SpaceIdentity.PLACEHOLDER, partition, parentOf(dn));
    SpaceObject placeholder =
        new SpaceObject(
            store().newId(), connector, identity, SpaceImages.NONE, Lineage.NONE, SpaceState.CLEAN);
    putNew(placeholder);
    return placeholder.id();
  }

  /// The object one step up the tree, maybe a placeholder; 0 at the top of the partition.
  long parentOf(Dn dn) {
    if (dn.isFlat() || dn.text().equalsIgnoreCase(request.scope().partition().name())) {
      return 0;
    }
    return dn.parent().map(this::idOrPlaceholder).orElse(0L);
  }

  /// Writes what is decided while the next batch is being decided.
  void commit() throws InterruptedException {
    names.endBatch();
    List<Change> changes = new ArrayList<>(workspace.drain());
    changes.addAll(context.report().drainErrors());
    previous = current;
    current = new Touched();
    committer.write(changes);
  }

  /// Writes what is decided and waits for it: afterwards a look into the store shows everything.
  void settle() throws InterruptedException {
    commit();
    committer.await();
    workspace.forgetPrevious();
    previous = new Touched();
  }

  /// Writes what is decided if it is much.
  void commitIfLarge() throws InterruptedException {
    if (workspace.size() >= context.limits().batchObjects()) {
      commit();
    }
  }
}
