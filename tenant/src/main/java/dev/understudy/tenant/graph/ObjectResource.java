// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.GraphException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Objects: made, changed, put into the bin, brought back.
final class ObjectResource {
  private final Directory directory;
  private final LinkResource links;
  private final Bodies bodies;

  ObjectResource(Directory directory, LinkResource links) {
    this.directory = directory;
    this.links = links;
    this.bodies = new Bodies(directory);
  }

  /// A live object by what stands in a path: its id, or another key of its type.
  StoredObject find(ObjectType type, String key) {
    return lookup(type, key).orElseThrow(() -> GraphException.notFound(key));
  }

  private Optional<StoredObject> lookup(ObjectType type, String key) {
    Optional<StoredObject> byId =
        directory.objects().live(key).filter(object -> object.type() == type);
    if (byId.isPresent()) {
      return byId;
    }
    int equals = key.indexOf('=');
    if (equals > 0 && key.startsWith("(") && key.endsWith(")")) {
      String value = key.substring(equals + 1, key.length() - 1).replaceAll("^'|'$", "");
      return byKey(type, key.substring(1, equals), value.replace("''", "'"));
    }
    return type == ObjectType.USER ? byKey(type, "userPrincipalName", key) : Optional.empty();
  }

  /// A live object by an alternate key.
  Optional<StoredObject> byKey(ObjectType type, String name, String value) {
    Property property =
        type.property(name)
            .filter(candidate -> candidate.is(Property.Flag.UNIQUE))
            .orElseThrow(() ->
                GraphException.badRequest(
                    "BadRequest",
                    "The property '%s' is not an alternate key of '%s'."
                        .formatted(name, type.typeName())));
    return directory.objects().withValue(type, property, value, false).stream()
        .findFirst()
        .flatMap(directory.objects()::live);
  }

  /// Makes an object.
  StoredObject create(ObjectType type, ObjectNode given) {
    if (type == ObjectType.CONTACT || type == ObjectType.DEVICE) {
      // No application permission allows it.
      throw GraphException.denied();
    }
    return put(type, bodies.created(type, given), given);
  }

  /// Makes an object that only the service itself may make, as it is said.
  StoredObject seed(ObjectType type, ObjectNode body) {
    StoredObject.Stamp stamp = new StoredObject.Stamp(StoredObject.State.LIVE, 0, 0, null);
    return directory
        .objects()
        .put(new StoredObject(UUID.randomUUID().toString(), type, body, stamp));
  }

  private StoredObject put(ObjectType type, ObjectNode body, ObjectNode given) {
    String id = UUID.randomUUID().toString();
    if (type == ObjectType.GROUP) {
      body.put("securityIdentifier", "S-1-12-1-" + securityNumbers(id));
    }
    StoredObject.Stamp stamp = new StoredObject.Stamp(StoredObject.State.LIVE, 0, 0, null);
    StoredObject object = new StoredObject(id, type, body, stamp);
    checkUnique(object);
    StoredObject stored = directory.objects().put(object);
    links.bind(stored, bodies.bindings(type, given));
    return directory.objects().find(id).orElseThrow();
  }

  /// Changes an object.
  ///
  /// @param etag what it must be; null when that does not matter
  void patch(StoredObject object, ObjectNode given, @Nullable String etag) {
    checkEtag(object, etag);
    ObjectNode body = bodies.changed(object, given);
    List<Bodies.Binding> bindings = bodies.bindings(object.type(), given);
    if (!body.equals(object.body())) {
      StoredObject changed = object.with(body);
      checkUnique(changed);
      directory.objects().put(changed);
    }
    links.bind(object, bindings);
  }

  /// Puts an object into the bin; a device is gone at once.
  void delete(StoredObject object, @Nullable String etag) {
    checkEtag(object, etag);
    if (object.type() == ObjectType.CONTACT) {
      throw GraphException.denied();
    }
    if (object.synced()) {
      throw Bodies.mastered();
    }
    if (object.type() == ObjectType.DEVICE) {
      directory.purge(object);
      return;
    }
    ObjectNode body = object.body().deepCopy();
    if (object.type() == ObjectType.USER) {
      body.put("userPrincipalName", SignInName.whileDeleted(object));
    }
    directory.objects().put(object.with(body).in(StoredObject.State.DELETED, directory.now()));
    directory.links().sleep(object.id());
  }

  /// Brings an object back from the bin.
  StoredObject restore(StoredObject object, ObjectNode options) {
    ObjectNode body = object.body().deepCopy();
    if (object.type() == ObjectType.USER) {
      String name =
          options.path("newUserPrincipalName").asString(SignInName.beforeDeletion(object));
      SignInName.check(directory, name);
      body.put("userPrincipalName", name);
    }
    StoredObject restored = object.with(body).in(StoredObject.State.LIVE, null);
    if (options.path("autoReconcileProxyConflict").asBoolean(false)) {
      restored = withoutConflicts(restored);
    }
    checkUnique(restored);
    directory.objects().put(restored);
    directory.links().wake(object.id());
    directory.links().renew(object.id());
    return directory.objects().find(object.id()).orElseThrow();
  }

  private StoredObject withoutConflicts(StoredObject object) {
    ObjectNode body = object.body().deepCopy();
    var addresses = body.putArray("proxyAddresses");
    for (String address : object.texts("proxyAddresses")) {
      if (holders(object.type(), "proxyAddresses", address).isEmpty()) {
        addresses.add(address);
      }
    }
    return object.with(body);
  }

  private void checkEtag(StoredObject object, @Nullable String etag) {
    if (etag != null && !etag.equals("*") && !etag.equals(object.etag())) {
      throw GraphException.of(
          412, "Request_PreconditionFailed", "The condition specified in If-Match is not met.");
    }
  }

  /// Addresses are unique among all types, other properties within one.
  private void checkUnique(StoredObject object) {
    for (Property property : object.type().properties().values()) {
      if (property.is(Property.Flag.UNIQUE)) {
        boolean address = property.name().equals("proxyAddresses");
        List<ObjectType> types = address ? List.of(ObjectType.values()) : List.of(object.type());
        for (String value : values(object, property)) {
          for (ObjectType type : types) {
            Set<String> holders = holders(type, property.name(), value);
            if (!holders.isEmpty() && !holders.equals(Set.of(object.id()))) {
              throw GraphException.conflict(property.name());
            }
          }
        }
      }
    }
    boolean unified = object.texts("groupTypes").contains("Unified");
    String nickname = object.text("mailNickname");
    if (unified && nickname != null) {
      Set<String> holders = holders(ObjectType.GROUP, "mailNickname", nickname);
      if (!holders.isEmpty() && !holders.equals(Set.of(object.id()))) {
        throw GraphException.conflict("mailNickname");
      }
    }
  }

  private static List<String> values(StoredObject object, Property property) {
    if (property.kind().many()) {
      return object.texts(property.name());
    }
    String text = object.text(property.name());
    return text == null ? List.of() : List.of(text);
  }

  private Set<String> holders(ObjectType type, String name, String value) {
    return type.property(name)
        .map(property -> directory.objects().withValue(type, property, value, false))
        .orElse(Set.of());
  }

  private static String securityNumbers(String id) {
    UUID uuid = UUID.fromString(id);
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    return "%d-%d-%d-%d".formatted(high >>> 32, high & 0xffffffffL, low >>> 32, low & 0xffffffffL);
  }
}
