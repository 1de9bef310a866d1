// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Function.Nulls;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// Base64, hexadecimal and hashes.
final class EncodingFunctions {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private EncodingFunctions() {}

  static void define(Functions functions) {
    functions.two(
        "ConvertFromBase64(str text, [encoding encoding]): text",
        Nulls.NULL,
        EncodingFunctions::fromBase64);
    functions.one("ConvertToBase64(str|bin value): text", Nulls.NULL, EncodingFunctions::toBase64);
    functions.one("ConvertFromUTF8Hex(str text): text", Nulls.NULL, EncodingFunctions::fromHex);
    functions.one(
        "ConvertToUTF8Hex(str text): text",
        Nulls.NULL,
        value -> Datum.of(HEX.formatHex(value.asText().getBytes(StandardCharsets.UTF_8))));
    functions.one(
        "Thumbprint(bin value): bin",
        Nulls.NULL,
        value -> new Datum.Bytes(digest("SHA-256", value.asBytes())));
  }

  private static Datum fromBase64(Datum text, Datum encoding) {
    Charset charset =
        switch (encoding == Absence.NULL ? "Unicode" : encoding.asText()) {
          case "Unicode" -> StandardCharsets.UTF_16LE;
          case "ASCII" -> StandardCharsets.US_ASCII;
          case "UTF8" -> StandardCharsets.UTF_8;
          default ->
              throw Fault.value(
                  "unknown encoding " + encoding.describe() + "; Unicode, ASCII, UTF8");
        };
    try {
      return Datum.of(new String(Base64.getDecoder().decode(text.asText().strip()), charset));
    } catch (IllegalArgumentException _) {
      throw Fault.value("not Base64: " + text.describe());
    }
  }

  /// Of a text its UTF-16LE bytes are encoded, of binary the bytes as they are.
  private static Datum toBase64(Datum value) {
    byte[] bytes =
        value instanceof Datum.Bytes(byte[] raw)
            ? raw
            : value.asText().getBytes(StandardCharsets.UTF_16LE);
    return Datum.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Datum fromHex(Datum text) {
    try {
      byte[] bytes = HexFormat.of().parseHex(text.asText().strip());
      return Datum.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw Fault.value("not hexadecimal: " + text.describe());
    }
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
