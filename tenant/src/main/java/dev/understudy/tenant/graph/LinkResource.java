// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.LinkTable;
import dev.understudy.tenant.directory.ObjectTable;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Links between objects.
final class LinkResource {
  /// How many references one request may add.
  static final int BIND_MAX = 20;

  private final Directory directory;

  LinkResource(Directory directory) {
    this.directory = directory;
  }

  /// Adds all references of a request, or refuses all.
  void bind(StoredObject owner, List<Bodies.Binding> bindings) {
    int count = bindings.stream().mapToInt(binding -> binding.ids().size()).sum();
    if (count > BIND_MAX) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "The number of references in the request, %d, exceeds the maximum of %d."
              .formatted(count, BIND_MAX));
    }
    for (Bodies.Binding binding : bindings) {
      for (String id : binding.ids()) {
        add(owner, binding.name(), id);
      }
    }
  }

  /// Adds one reference.
  void add(StoredObject owner, String name, String id) {
    StoredObject target = check(owner, name, id);
    boolean added = directory.links().add(new LinkTable.Links(owner.id(), name), target.id());
    if (!added) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "One or more added object references already exist for the following modified"
              + " properties: '%s'.".formatted(name));
    }
  }

  /// Sets the one reference, whatever was there.
  void set(StoredObject owner, String name, String id) {
    StoredObject target = check(owner, name, id);
    LinkTable.Links links = new LinkTable.Links(owner.id(), name);
    for (String old : directory.links().targets(links, new ObjectTable.Page("", 1))) {
      if (!old.equals(target.id())) {
        directory.links().remove(links, old);
      }
    }
    directory.links().add(links, target.id());
  }

  private StoredObject check(StoredObject owner, String name, String id) {
    if (owner.synced()) {
      throw Bodies.mastered();
    }
    StoredObject target =
        directory.objects().live(id).orElseThrow(() -> GraphException.notFound(id));
    boolean unified = owner.texts("groupTypes").contains("Unified");
    boolean fits =
        Navigation.of(owner.type(), name)
            .orElseThrow(() -> GraphException.noSegment(name))
            .targets()
            .contains(target.type());
    if (!fits || (unified && target.type() != ObjectType.USER) || id.equals(owner.id())) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "An invalid value was specified: a %s cannot be among the %s of this %s."
              .formatted(target.type().typeName(), name, owner.type().typeName()));
    }
    return target;
  }

  /// Takes a reference away.
  void remove(StoredObject owner, String name, String id) {
    if (owner.synced()) {
      throw Bodies.mastered();
    }
    if (!directory.links().remove(new LinkTable.Links(owner.id(), name), id)) {
      throw GraphException.notFound(id);
    }
  }

  /// The live objects at the other end, in order of their ids.
  List<StoredObject> follow(StoredObject from, Navigation way, ObjectTable.Page page) {
    List<String> ids =
        way.back()
            ? directory.links().owners(from.id(), way.kind(), page)
            : directory.links().targets(new LinkTable.Links(from.id(), way.kind()), page);
    List<StoredObject> objects = new ArrayList<>();
    for (String id : ids) {
      directory.objects().live(id).ifPresent(objects::add);
    }
    return objects;
  }

  /// The one at the other end.
  Optional<StoredObject> single(StoredObject from, Navigation way) {
    return follow(from, way, new ObjectTable.Page("", 1)).stream().findFirst();
  }
}
