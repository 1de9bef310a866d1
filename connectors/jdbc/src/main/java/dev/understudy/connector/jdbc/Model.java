// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the connector knows of the database: its types, and how rows are called outside.
///
/// @param types by name
/// @param sql how identifiers are written
/// @param qualified whether names and anchors carry the type in front
record Model(Map<String, TypeModel> types, Identifiers sql, boolean qualified) {

  /// The name of the row of that type that has `text` in the column of its name.
  Dn dn(String type, String text) {
    return Dn.flat(qualified ? type + "/" + text : text);
  }

  /// What a row's name is outside, without its type; empty when it is of another type.
  Optional<String> nameText(String type, Dn dn) {
    return unqualified(type, dn.text());
  }

  /// The anchor of the row of that type that has this key.
  ///
  /// @throws Unreadable when it is too long, or empty
  Anchor anchor(String type, String key) throws Unreadable {
    byte[] bytes = (qualified ? type + "/" + key : key).getBytes(StandardCharsets.UTF_8);
    if (key.isEmpty()) {
      throw new Unreadable("missing-anchor-component", "the key of a %s is empty".formatted(type));
    }
    if (bytes.length > Anchor.BYTES_MAX) {
      throw new Unreadable(
          "anchor-too-long",
          "a key has %d bytes, at most 512 are possible".formatted(bytes.length));
    }
    return new Anchor(bytes);
  }

  /// The key of the row that has this anchor; empty when it is one of another type.
  Optional<String> keyText(String type, Anchor anchor) {
    return unqualified(type, new String(anchor.bytes(), StandardCharsets.UTF_8));
  }

  /// The type of that name, which must be there.
  TypeModel type(String name) {
    return Objects.requireNonNull(types.get(name));
  }

  /// The type whose rows a reference must be looked up in, because the database holds their keys
  /// and not their names; null when it can be read and written as it is.
  @Nullable TypeModel lookedUp(@Nullable String reference) {
    TypeModel target = reference == null ? null : types.get(reference);
    return target == null || target.keys().same() ? null : target;
  }

  /// A referring text as a name: either it is one, or it is the name of a row of that type.
  Dn reference(String reference, String text) {
    return types.containsKey(reference) ? dn(reference, text) : Dn.flat(text);
  }

  /// What a name is where it is referred to; empty when a reference to another type stands there.
  Optional<String> referenceText(String reference, Dn dn) {
    return types.containsKey(reference) ? nameText(reference, dn) : Optional.of(dn.text());
  }

  private Optional<String> unqualified(String type, String text) {
    if (!qualified) {
      return Optional.of(text);
    }
    String prefix = type + "/";
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }
}
