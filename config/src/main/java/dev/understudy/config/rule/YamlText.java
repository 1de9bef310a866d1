// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import java.util.regex.Pattern;

/// Texts as YAML scalars that are read as exactly these texts.
final class YamlText {
  /// What needs no quotes anywhere, not even between braces.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_ .()<>=+/;@-]*[A-Za-z0-9_.()<>=+/;@-])?");

  private YamlText() {}

  /// One line.
  static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !text.equals("null")) {
      return text;
    }
    boolean printable = text.codePoints().allMatch(YamlText::isPrintable);
    return printable ? "'" + text.replace("'", "''") + "'" : escaped(text);
  }

  /// Several lines where the text has several; otherwise one.
  static String block(String text, String indent) {
    if (!text.contains("\n") || !fitsBlock(text)) {
      return scalar(text);
    }
    return "|-\n" + indent + text.replace("\n", "\n" + indent);
  }

  /// A block keeps every character but white space at its ends and on lines that have nothing else.
  private static boolean fitsBlock(String text) {
    return text.equals(text.strip())
        && text.lines().noneMatch(String::isBlank)
        && text.codePoints().allMatch(character -> character == '\n' || isPrintable(character));
  }

  private static boolean isPrintable(int character) {
    return (character >= ' ' && character < 0x7F)
        || (character >= 0xA0
            && character != 0x2028
            && character != 0x2029
            && character != 0xFEFF
            && (character < 0xD800 || character > 0xDFFF)
            && character < 0xFFFE);
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(character -> {
          switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (isPrintable(character)) {
                quoted.appendCodePoint(character);
              } else {
                quoted.append("\\U%08X".formatted(character));
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
