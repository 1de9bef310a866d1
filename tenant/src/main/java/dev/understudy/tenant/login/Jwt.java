// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

import dev.understudy.tenant.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A signed token, its parts decoded.
///
/// @param header how it is signed
/// @param claims what it says
/// @param signed what was signed
/// @param signature by which key is to be found out
record Jwt(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {
  private static final int SALT_BYTES = 32;

  /// A token signed with RS256.
  static String sign(ObjectNode header, ObjectNode claims, PrivateKey key) {
    String text = encoded(Json.bytes(header)) + "." + encoded(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is not available", e);
    }
  }

  /// Reads a token; empty when it is none.
  static Optional<Jwt> read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Jwt(
              Json.read(new String(decoded(parts[0]), StandardCharsets.UTF_8)),
              Json.read(new String(decoded(parts[1]), StandardCharsets.UTF_8)),
              (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
              decoded(parts[2])));
    } catch (IllegalArgumentException | JacksonException | ClassCastException e) {
      return Optional.empty();
    }
  }

  /// Whether it was signed with the key that belongs to this one.
  boolean isSignedBy(PublicKey key) {
    try {
      Signature check;
      switch (header.path("alg").asString("")) {
        case "RS256" -> check = Signature.getInstance("SHA256withRSA");
        case "PS256" -> {
          check = Signature.getInstance("RSASSA-PSS");
          check.setParameter(
              new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, 1));
        }
        default -> {
          return false;
        }
      }
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
