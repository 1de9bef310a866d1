// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// RFC 4514 as directories write it: `\XX`, `\,` and (from RFC 2253) quoted values and `;` between
/// RDNs. Most names have neither escape nor quote and take the fast path.
final class DnParser {
  private DnParser() {}

  static String normalize(String text) {
    if (isPlain(text)) {
      return normalizePlain(text);
    }
    StringBuilder normalized = new StringBuilder(text.length());
    for (String rdn : split(text)) {
      if (!normalized.isEmpty()) {
        normalized.append(',');
      }
      List<Dn.RdnPart> parts = new ArrayList<>(parts(rdn));
      parts.sort(Comparator.comparing(part -> Dn.lower(part.type())));
      for (int i = 0; i < parts.size(); i++) {
        Dn.RdnPart part = parts.get(i);
        normalized
            .append(i == 0 ? "" : "+")
            .append(Dn.lower(part.type()))
            .append('=')
            .append(Dn.escapeRdnValue(Dn.lower(oneSpace(part.value()))));
      }
    }
    return normalized.toString();
  }

  /// No escapes, quotes, multi-valued RDNs or runs of spaces: lower case and the spaces around
  /// separators are all there is to normalize.
  private static boolean isPlain(String text) {
    char previous = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '"' || c == '+' || c == ';' || c == '<' || c == '>' || c == '#') {
        return false;
      }
      if (c < ' ' || (c == ' ' && previous == ' ')) {
        return false;
      }
      previous = c;
    }
    return true;
  }

  private static String normalizePlain(String text) {
    StringBuilder normalized = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf(',', start);
      if (end < 0) {
        end = text.length();
      } else if (end == text.length() - 1) {
        throw new DnSyntaxException(text, end + 1, "another RDN after the comma");
      }
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > end) {
        throw new DnSyntaxException(text, start, "attributeType=value");
      }
      String type = text.substring(start, equals).strip();
      checkType(text, start, type);
      String value = text.substring(equals + 1, end).strip();
      if (!normalized.isEmpty()) {
        normalized.append(',');
      }
      normalized.append(Dn.lower(type)).append('=');
      normalized.append(
          value.indexOf('=') < 0 ? Dn.lower(value) : Dn.escapeRdnValue(Dn.lower(value)));
      start = end + 1;
    }
    return normalized.toString();
  }

  private static void checkType(String text, int at, String type) {
    if (type.isEmpty()) {
      throw new DnSyntaxException(text, at, "an attribute type before \"=\"");
    }
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.'
              || c == '_';
      if (!allowed) {
        throw new DnSyntaxException(text, at + i, "a letter, digit, \"-\" or \".\" in the type");
      }
    }
  }

  /// Index of the separator that ends the RDN starting at `from`, or the length of the text.
  static int endOfRdn(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == ';')) {
        return i;
      }
    }
    return text.length();
  }

  static int depth(String text) {
    if (text.isBlank()) {
      return 0;
    }
    int depth = 1;
    for (int at = endOfRdn(text, 0); at < text.length(); at = endOfRdn(text, at + 1)) {
      depth++;
    }
    return depth;
  }

  static List<String> split(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> rdns = new ArrayList<>(8);
    int start = 0;
    while (true) {
      int end = endOfRdn(text, start);
      rdns.add(stripUnescaped(text.substring(start, end)));
      if (end >= text.length()) {
        return List.copyOf(rdns);
      }
      start = end + 1;
      if (start >= text.length()) {
        throw new DnSyntaxException(text, start, "another RDN after the comma");
      }
    }
  }

  /// Strips spaces, but not one that a backslash protects.
  private static String stripUnescaped(String rdn) {
    String left = rdn.stripLeading();
    String both = left.stripTrailing();
    return both.endsWith("\\") && left.length() > both.length()
        ? left.substring(0, both.length() + 1)
        : both;
  }

  static List<Dn.RdnPart> parts(String rdn) {
    List<Dn.RdnPart> parts = new ArrayList<>(1);
    int start = 0;
    while (start <= rdn.length()) {
      int equals = rdn.indexOf('=', start);
      if (equals < 0) {
        throw new DnSyntaxException(rdn, start, "attributeType=value");
      }
      String type = rdn.substring(start, equals).strip();
      checkType(rdn, start, type);
      int end = endOfPart(rdn, equals + 1);
      parts.add(new Dn.RdnPart(type, unescape(rdn, equals + 1, end)));
      start = end + 1;
      if (end >= rdn.length()) {
        break;
      }
    }
    return List.copyOf(parts);
  }

  private static int endOfPart(String rdn, int from) {
    boolean quoted = false;
    for (int i = from; i < rdn.length(); i++) {
      char c = rdn.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '+' && !quoted) {
        return i;
      }
    }
    if (quoted) {
      throw new DnSyntaxException(rdn, rdn.length(), "a closing quote");
    }
    return rdn.length();
  }

  private static String unescape(String rdn, int from, int to) {
    String raw = stripUnescaped(rdn.substring(from, to));
    if (raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"")) {
      raw = raw.substring(1, raw.length() - 1);
    }
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        int codePoint = raw.codePointAt(i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint) - 1;
      } else if (i + 2 < raw.length() + 0 && isHex(raw, i + 1)) {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else if (i + 1 < raw.length()) {
        int codePoint = raw.codePointAt(i + 1);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
      } else {
        throw new DnSyntaxException(rdn, to, "a character after the backslash");
      }
    }
    return decode(rdn, from, bytes.toByteArray());
  }

  private static String decode(String rdn, int from, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DnSyntaxException(rdn, from, "escaped bytes that are UTF-8 (" + e + ")");
    }
  }

  private static boolean isHex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0
        && at + 1 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }

  private static String oneSpace(String value) {
    StringBuilder squeezed = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != ' ' || squeezed.isEmpty() || squeezed.charAt(squeezed.length() - 1) != ' ') {
        squeezed.append(c);
      }
    }
    return squeezed.toString().strip();
  }
}
