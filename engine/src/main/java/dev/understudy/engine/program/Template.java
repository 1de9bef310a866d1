// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.Inputs;
import dev.understudy.engine.expr.NameResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in which `%parameters%` are replaced for each object: the value of a scope clause or of a
/// constant flow. A percent sign that belongs to no known parameter stays what it is.
final class Template {
  private static final Pattern PARAMETER = Pattern.compile("%([A-Za-z_][A-Za-z0-9_.]*)%");

  /// Literal texts and parameter indexes in turn: `literals` has one more than `parameters`.
  private final List<String> literals = new ArrayList<>();

  private final List<Integer> parameters = new ArrayList<>();

  Template(String text, NameResolver names) {
    Matcher matcher = PARAMETER.matcher(text);
    StringBuilder literal = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      int parameter = names.parameter(matcher.group(1));
      literal.append(text, from, parameter < 0 ? matcher.end() : matcher.start());
      from = matcher.end();
      if (parameter >= 0) {
        literals.add(literal.toString());
        literal.setLength(0);
        parameters.add(parameter);
      }
    }
    literals.add(literal.append(text, from, text.length()).toString());
  }

  boolean isConstant() {
    return parameters.isEmpty();
  }

  /// The text for an object; a parameter without a value is the empty text.
  String text(Inputs inputs) {
    if (parameters.isEmpty()) {
      return literals.getFirst();
    }
    StringBuilder text = new StringBuilder(literals.getFirst());
    for (int i = 0; i < parameters.size(); i++) {
      String value = inputs.parameter(parameters.get(i));
      text.append(value == null ? "" : value).append(literals.get(i + 1));
    }
    return text.toString();
  }
}
