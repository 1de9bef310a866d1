// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

/// Colours for people. They only repeat what the words say.
///
/// @param on whether there are colours; without, every text stays as it is
public record Paint(boolean on) {
  /// No colours.
  public static final Paint NONE = new Paint(false);

  private static final String RESET = "\u001b[0m";

  /// Something that is well, or comes.
  public String good(String text) {
    return in("\u001b[32m", text);
  }

  /// Something that changes, or deserves a look.
  public String notable(String text) {
    return in("\u001b[33m", text);
  }

  /// Something that is wrong, or goes.
  public String bad(String text) {
    return in("\u001b[31m", text);
  }

  /// What a part is about.
  public String strong(String text) {
    return in("\u001b[1m", text);
  }

  private String in(String colour, String text) {
    return on && !text.isEmpty() ? colour + text + RESET : text;
  }
}
