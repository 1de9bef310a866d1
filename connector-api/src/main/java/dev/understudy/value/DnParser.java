// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RFC 4514 as directories write it: `\XX`, `\,`, `#hex` and (from RFC 2253) quoted values and `;`
/// between RDNs. Nearly all names have none of that and are normalized in one pass over their
/// characters; the others are parsed.
final class DnParser {
  private static final boolean[] IN_TYPE = new boolean[128];
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = ' '; c < 127; c++) {
      IN_TYPE[c] = Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
      PLAIN[c] = "\\\"+;<>#".indexOf(c) < 0;
    }
  }

  private final String text;
  private int at;

  private DnParser(String text) {
    this.text = text;
  }

  /// The form in which equal names are equal texts.
  static String normalize(String text) {
    String plain = normalizePlain(text);
    if (plain != null) {
      return plain;
    }
    StringBuilder normalized = new StringBuilder(text.length());
    for (List<Dn.RdnPart> rdn : new DnParser(text).parse()) {
      if (!normalized.isEmpty()) {
        normalized.append(',');
      }
      appendNormalized(normalized, rdn);
    }
    return normalized.toString();
  }

  /// The parts of one RDN.
  static List<Dn.RdnPart> parts(String rdn) {
    List<List<Dn.RdnPart>> rdns = new DnParser(rdn).parse();
    return rdns.isEmpty() ? List.of() : rdns.getFirst();
  }

  /// The RDNs as they are written.
  static List<String> split(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> rdns = new ArrayList<>(8);
    int start = 0;
    int end = endOfRdn(text, 0);
    while (end < text.length()) {
      rdns.add(strip(text.substring(start, end)));
      start = end + 1;
      end = endOfRdn(text, start);
    }
    rdns.add(strip(text.substring(start)));
    return List.copyOf(rdns);
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

  /// How many RDNs the name has.
  static int depth(String text) {
    if (text.isBlank()) {
      return 0;
    }
    int depth = 1;
    for (int end = endOfRdn(text, 0); end < text.length(); end = endOfRdn(text, end + 1)) {
      depth++;
    }
    return depth;
  }

  /// Strips spaces, but not one that a backslash protects.
  static String strip(String written) {
    String left = written.stripLeading();
    String both = left.stripTrailing();
    int backslashes = 0;
    while (backslashes < both.length() && both.charAt(both.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    boolean protectedSpace = backslashes % 2 == 1 && both.length() < left.length();
    return protectedSpace ? left.substring(0, both.length() + 1) : both;
  }

  /// The normalized form of a name of plain ASCII: lower case, no space around separators, single
  /// spaces elsewhere. Null for every other name, malformed ones among them.
  private static @Nullable String normalizePlain(String text) {
    byte[] out = new byte[text.length()];
    int length = 0;
    boolean inType = true;
    byte previous = ',';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || !PLAIN[c]) {
        return null;
      }
      if (c == ' ') {
        if (previous == ' ' || previous == ',' || previous == '=') {
          continue;
        }
      } else if (c == ',' || (c == '=' && inType)) {
        length -= previous == ' ' ? 1 : 0;
        if (inType == (c == ',') || length == 0 || out[length - 1] == ',') {
          return null;
        }
        inType = c == ',';
      } else if (inType && (previous == ' ' || !IN_TYPE[c])) {
        return null;
      } else if (c == '=') {
        return null;
      }
      previous = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
      out[length++] = previous;
    }
    if (inType && !text.isEmpty()) {
      return null;
    }
    return new String(out, 0, length - (previous == ' ' ? 1 : 0), StandardCharsets.ISO_8859_1);
  }

  private static void appendNormalized(StringBuilder normalized, List<Dn.RdnPart> rdn) {
    List<String> parts = new ArrayList<>(rdn.size());
    for (Dn.RdnPart part : rdn) {
      String value = Dn.escapeRdnValue(Dn.lower(oneSpace(part.value())));
      parts.add(Dn.lower(part.type()) + "=" + value);
    }
    parts.sort(Comparator.naturalOrder());
    normalized.append(String.join("+", parts));
  }

  private List<List<Dn.RdnPart>> parse() {
    List<List<Dn.RdnPart>> rdns = new ArrayList<>();
    skipSpaces();
    if (at == text.length()) {
      return rdns;
    }
    while (true) {
      rdns.add(rdn());
      if (at == text.length()) {
        return rdns;
      }
      at++;
      skipSpaces();
      if (at == text.length()) {
        throw expected("another RDN after the comma");
      }
    }
  }

  private List<Dn.RdnPart> rdn() {
    List<Dn.RdnPart> parts = new ArrayList<>(1);
    while (true) {
      String type = type();
      parts.add(new Dn.RdnPart(type, value()));
      if (at == text.length() || text.charAt(at) != '+') {
        return List.copyOf(parts);
      }
      at++;
    }
  }

  private String type() {
    skipSpaces();
    int start = at;
    while (at < text.length() && text.charAt(at) < 128 && IN_TYPE[text.charAt(at)]) {
      at++;
    }
    String type = text.substring(start, at);
    skipSpaces();
    if (type.isEmpty()) {
      throw expected("an attribute type before \"=\"");
    }
    if (at == text.length() || text.charAt(at) != '=') {
      throw expected("\"=\" after the attribute type");
    }
    at++;
    return type;
  }

  private String value() {
    skipSpaces();
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    if (at < text.length() && text.charAt(at) == '#') {
      return hexString();
    }
    StringBuilder value = new StringBuilder();
    int significant = 0;
    while (at < text.length() && ",;+".indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '"') {
        throw expected("a backslash before the quote");
      }
      if (c == '\\') {
        escape(value);
        significant = value.length();
      } else {
        value.append(c);
        at++;
        significant = c == ' ' ? significant : value.length();
      }
    }
    return value.substring(0, significant);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        escape(value);
      } else {
        value.append(text.charAt(at++));
      }
    }
    if (at == text.length()) {
      throw expected("a closing quote");
    }
    at++;
    skipSpaces();
    if (at < text.length() && ",;+".indexOf(text.charAt(at)) < 0) {
      throw expected("a comma or \"+\" after the closing quote");
    }
    return value.toString();
  }

  /// One escaped character, or a run of escaped bytes that together are UTF-8.
  private void escape(StringBuilder value) {
    int start = at;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4);
    while (at < text.length() && text.charAt(at) == '\\' && isHexPair(at + 1)) {
      bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
      at += 3;
    }
    if (bytes.size() > 0) {
      value.append(decode(bytes.toByteArray(), start));
      return;
    }
    at++;
    if (at == text.length()) {
      throw expected("a character after the backslash");
    }
    int codePoint = text.codePointAt(at);
    value.appendCodePoint(codePoint);
    at += Character.charCount(codePoint);
  }

  /// A value in BER (RFC 4514 §2.4). A string is what it says; anything else stays as it is
  /// written.
  private String hexString() {
    int start = at++;
    while (at < text.length() && HexFormat.isHexDigit(text.charAt(at))) {
      at++;
    }
    String written = text.substring(start, at);
    skipSpaces();
    boolean ended = at == text.length() || ",;+".indexOf(text.charAt(at)) >= 0;
    if (!ended || written.length() % 2 == 0 || written.length() < 5) {
      throw expected("pairs of hexadecimal digits after \"#\"");
    }
    int tag = Integer.parseInt(written, 1, 3, 16);
    int length = Integer.parseInt(written, 3, 5, 16);
    boolean isText = tag == 0x04 || tag == 0x0C || tag == 0x13 || tag == 0x16;
    if (!isText || length > 127 || written.length() != 5 + 2 * length) {
      return written;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Integer.parseInt(written, 5 + 2 * i, 7 + 2 * i, 16);
    }
    return decode(bytes, start);
  }

  private boolean isHexPair(int from) {
    return from + 1 < text.length()
        && HexFormat.isHexDigit(text.charAt(from))
        && HexFormat.isHexDigit(text.charAt(from + 1));
  }

  private String decode(byte[] bytes, int start) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DnSyntaxException(text, start, "escaped bytes that are UTF-8 (" + e + ")");
    }
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private DnSyntaxException expected(String what) {
    return new DnSyntaxException(text, at, what);
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
