// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.ObjectType;
import java.util.Optional;
import java.util.Set;

/// A way from an object to others.
///
/// @param name as Graph spells it
/// @param kind the kind of link that is followed
/// @param back whether it is followed from its target to its owner
/// @param single whether there is at most one
record Navigation(String name, String kind, boolean back, boolean single) {

  /// The way of that name from objects of a type.
  static Optional<Navigation> of(ObjectType type, String name) {
    Navigation way =
        switch (name) {
          case "members", "owners" ->
              type == ObjectType.GROUP ? new Navigation(name, name, false, false) : null;
          case "manager" ->
              type == ObjectType.USER || type == ObjectType.CONTACT
                  ? new Navigation(name, name, false, true)
                  : null;
          case "directReports" ->
              type == ObjectType.USER || type == ObjectType.CONTACT
                  ? new Navigation(name, "manager", true, false)
                  : null;
          case "memberOf" -> new Navigation(name, "members", true, false);
          case "ownedObjects" ->
              type == ObjectType.USER ? new Navigation(name, "owners", true, false) : null;
          case "registeredOwners", "registeredUsers" ->
              type == ObjectType.DEVICE ? new Navigation(name, name, false, false) : null;
          default -> null;
        };
    return Optional.ofNullable(way);
  }

  /// The types of objects that may stand at the other end.
  Set<ObjectType> targets() {
    return switch (kind) {
      case "members" -> Set.of(ObjectType.values());
      default -> Set.of(ObjectType.USER);
    };
  }
}
