// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The attribute types that configuration lists; names are compared without case.
final class AttributeLists {
  private final Map<AttributeType, Set<String>> typed = new LinkedHashMap<>();
  private final Set<String> multiValued = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> singleValued = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  AttributeLists(SettingValues settings) {
    for (AttributeType type : AttributeType.values()) {
      Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(settings.words(setting(type)));
      typed.put(type, names);
    }
    multiValued.addAll(settings.words("multi-valued-attributes"));
    singleValued.addAll(settings.words("single-valued-attributes"));
  }

  static List<Setting> settings() {
    return List.of(
        list("string-attributes", "Attributes that hold text (the default type)."),
        list("number-attributes", "Attributes that hold whole numbers."),
        list("boolean-attributes", "Attributes that hold TRUE or FALSE."),
        list("binary-attributes", "Attributes that hold bytes, in Base64."),
        list("reference-attributes", "Attributes that name other objects of the same file."),
        list("multi-valued-attributes", "Attributes that may have more than one value."),
        list("single-valued-attributes", "Attributes that have at most one value."));
  }

  /// Every name that is listed anywhere, in the spelling of the list.
  Set<String> names() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    typed.values().forEach(names::addAll);
    names.addAll(multiValued);
    names.addAll(singleValued);
    return names;
  }

  /// `known`, with what the lists say otherwise.
  AttributeDefinition applyTo(AttributeDefinition known) {
    AttributeType type = known.type();
    for (Map.Entry<AttributeType, Set<String>> list : typed.entrySet()) {
      if (list.getValue().contains(known.name())) {
        type = list.getKey();
      }
    }
    boolean multi =
        multiValued.contains(known.name())
            || (known.multiValued() && !singleValued.contains(known.name()));
    return new AttributeDefinition(known.name(), type, multi, known.writable());
  }

  /// Whether the lists say how many values `name` may have.
  boolean decidesCount(String name) {
    return multiValued.contains(name) || singleValued.contains(name);
  }

  private static String setting(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT) + "-attributes";
  }

  private static Setting list(String name, String description) {
    return new Setting(name, description + " A list; names without case.", false, false);
  }
}
