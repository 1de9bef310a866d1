// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What would be told to a directory about one object.
///
/// @param identity which object
/// @param operation what is done to it as a whole
/// @param newDn its name after the export; null when it keeps it
/// @param reason why it would be created or deleted; empty for updates
/// @param attributes differences of all attributes but references
/// @param references differences of references, one by one; read while it is iterated, once
public record PendingObject(
    Identity identity,
    Operation operation,
    @Nullable String newDn,
    String reason,
    List<Difference> attributes,
    Iterator<ReferenceDifference> references) {

  /// Which object.
  ///
  /// @param id the engine's identifier
  /// @param connector its connector's name
  /// @param type its type
  /// @param dn its name now, or under which it would be created
  /// @param name what people call it
  public record Identity(long id, String connector, String type, String dn, String name) {}

  /// What is done to an object as a whole.
  public enum Operation {
    ADD,
    UPDATE,
    DELETE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What changes on one attribute.
  ///
  /// @param attribute its name
  /// @param before the values that the directory has
  /// @param after the values it would have
  /// @param rule which rule wants it
  public record Difference(
      String attribute, List<String> before, List<String> after, String rule) {}

  /// One reference that comes or goes.
  ///
  /// @param attribute its name
  /// @param added whether the reference is added, else it is removed
  /// @param dn name of the object that is referred to
  /// @param name what people call that object
  /// @param rule which rule wants it
  public record ReferenceDifference(
      String attribute, boolean added, String dn, String name, String rule) {}
}
