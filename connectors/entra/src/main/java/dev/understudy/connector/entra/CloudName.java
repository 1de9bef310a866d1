// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How objects of the cloud are called: `CN={…}` with the anchor of their source in hexadecimal, as
/// the classic connector does, or `CN=User_…` with their id when they were born in the cloud.
sealed interface CloudName {
  Pattern SOURCE = Pattern.compile("(?i)CN=\\{((?:[0-9a-f]{2})+)}");
  Pattern ID = Pattern.compile("(?i)CN=(User|Group|Contact|Device)_([0-9a-f-]{36})");

  /// Named by its source.
  record OfSource(String anchor) implements CloudName {}

  /// Named by its id.
  record OfCloud(CloudType type, String id) implements CloudName {}

  /// The name of an object.
  ///
  /// @param sourceAnchor null when it has none
  static Dn dn(CloudType type, String id, @Nullable String sourceAnchor) {
    return sourceAnchor == null
        ? Dn.of("CN=" + type.word() + "_" + id)
        : Dn.of(
            "CN={" + HexFormat.of().formatHex(sourceAnchor.getBytes(StandardCharsets.UTF_8)) + "}");
  }

  /// The anchor of an object: what it is and its id.
  static Anchor anchor(CloudType type, String id) {
    return Anchor.of(type.word() + "_" + id);
  }

  /// The id in an anchor.
  static String id(Anchor anchor) {
    String text = new String(anchor.bytes(), StandardCharsets.UTF_8);
    return text.substring(text.indexOf('_') + 1);
  }

  /// What a name says; empty when it is none of ours.
  static Optional<CloudName> of(Dn dn) {
    Matcher source = SOURCE.matcher(dn.text());
    if (source.matches()) {
      byte[] bytes = HexFormat.of().parseHex(source.group(1));
      try {
        return Optional.of(
            new OfSource(
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
    Matcher id = ID.matcher(dn.text());
    if (id.matches()) {
      for (CloudType type : CloudType.values()) {
        if (type.word().equalsIgnoreCase(id.group(1))) {
          return Optional.of(new OfCloud(type, id.group(2)));
        }
      }
    }
    return Optional.empty();
  }
}
