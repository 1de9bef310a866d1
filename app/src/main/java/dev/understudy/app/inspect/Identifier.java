// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import java.util.OptionalLong;

/// How people write the identifier of an object: `4711`, or `#4711` where a number may be something
/// else too.
final class Identifier {
  private Identifier() {}

  static OptionalLong of(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    return digits.matches("[1-9]\\d{0,17}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
