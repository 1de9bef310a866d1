// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

/// A text is no DN by RFC 4514. The message names the text, the position and what was expected.
public final class DnSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  DnSyntaxException(String text, int position, String expected) {
    super("not a DN: \"%s\": at character %d: expected %s".formatted(text, position + 1, expected));
  }
}
