// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The types of objects that a tenant holds.
public enum ObjectType {
  USER("user", "users", "User"),
  GROUP("group", "groups", "Group"),
  CONTACT("orgContact", "contacts", "Contact"),
  DEVICE("device", "devices", "Device");

  private final String typeName;
  private final String set;
  private final String word;

  ObjectType(String typeName, String set, String word) {
    this.typeName = typeName;
    this.set = set;
    this.word = word;
  }

  /// The name in the contract: `orgContact`.
  public String typeName() {
    return typeName;
  }

  /// The entity set: `contacts`.
  public String set() {
    return set;
  }

  /// How messages call it.
  public String word() {
    return word;
  }

  /// What stands in `@odata.type`.
  public String odataType() {
    return "#microsoft.graph." + typeName;
  }

  /// Its properties, by name.
  public Map<String, Property> properties() {
    return PropertyTable.INSTANCE.of(this);
  }

  /// The property of that name; open types also have directory extensions.
  public Optional<Property> property(String name) {
    return Optional.ofNullable(properties().get(name));
  }

  /// The type with this entity set.
  public static Optional<ObjectType> ofSet(String set) {
    for (ObjectType type : values()) {
      if (type.set.equals(set)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// The type of this name, with or without `microsoft.graph.` before it.
  public static Optional<ObjectType> ofName(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^#?(microsoft\\.)?graph\\.", "");
    for (ObjectType type : values()) {
      if (type.typeName.toLowerCase(Locale.ROOT).equals(bare)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
