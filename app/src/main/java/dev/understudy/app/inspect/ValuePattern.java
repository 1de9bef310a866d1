// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.value.Value;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `attribute=value`, without case; `*` stands for any text.
///
/// @param attribute its name
/// @param text the value as it was written
/// @param pattern what a value must look like
record ValuePattern(String attribute, String text, Pattern pattern) {
  private static final Pattern WRITTEN = Pattern.compile("([A-Za-z][\\w.;-]*)=(.+)");

  /// What `query` says, when it is of that form.
  static Optional<ValuePattern> of(String query) {
    Matcher matcher = WRITTEN.matcher(query);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String wanted = matcher.group(2);
    String expression =
        Arrays.stream(wanted.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
    return Optional.of(
        new ValuePattern(matcher.group(1), wanted, Pattern.compile(expression, flags)));
  }

  boolean isExact() {
    return text.indexOf('*') < 0;
  }

  boolean matches(Value value) {
    return matches(value.toString());
  }

  boolean matches(String value) {
    return pattern.matcher(value).matches();
  }
}
