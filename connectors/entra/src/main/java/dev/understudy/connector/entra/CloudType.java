// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types of objects that the connector knows.
enum CloudType {
  USER("user", "users", "User", "onPremisesImmutableId"),
  CONTACT("contact", "contacts", "Contact", null),
  DEVICE("device", "devices", "Device", null),
  // Last, because its members are the others.
  GROUP("group", "groups", "Group", "uniqueName");

  private final String type;
  private final String set;
  private final String word;
  private final @Nullable String anchorProperty;

  CloudType(String type, String set, String word, @Nullable String anchorProperty) {
    this.type = type;
    this.set = set;
    this.word = word;
    this.anchorProperty = anchorProperty;
  }

  /// Its name in rules.
  String type() {
    return type;
  }

  /// Its entity set in Graph.
  String set() {
    return set;
  }

  /// What its anchors begin with, as those of the classic connector.
  String word() {
    return word;
  }

  /// The property that holds the anchor of the source; null where Graph has none.
  @Nullable String anchorProperty() {
    return anchorProperty;
  }

  /// The segment with which deleted ones are listed.
  String cast() {
    return "microsoft.graph." + (this == CONTACT ? "orgContact" : type);
  }

  static Optional<CloudType> named(String type) {
    for (CloudType one : values()) {
      if (one.type.equals(type)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// The type that `@odata.type` says.
  static Optional<CloudType> ofOdata(String odataType) {
    for (CloudType one : values()) {
      if (odataType.equals("#" + one.cast())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
