// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

import dev.understudy.tenant.wire.GraphException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What `$search` says: `"property:words"`, joined by AND or OR.
public final class Search {
  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(AND|OR)?\\s*\"([A-Za-z]+):([^\"]*)\"");

  private final String text;

  public Search(String text) {
    this.text = text;
  }

  /// Whether an object passes.
  public boolean test(JsonNode object) {
    Matcher matcher = CLAUSE.matcher(text);
    boolean passes = false;
    int end = 0;
    while (matcher.lookingAt()) {
      boolean here = occurs(object.path(matcher.group(2)), matcher.group(3));
      String joint = matcher.group(1);
      passes = joint == null ? here : joint.equals("AND") ? passes && here : passes || here;
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end != text.length() || end == 0) {
      throw GraphException.badRequest(
          "BadRequest", "Syntax error: $search must be one or more \"property:value\" clauses.");
    }
    return passes;
  }

  /// Every word that is searched begins some word of the value.
  private static boolean occurs(JsonNode value, String words) {
    String there =
        " " + value.toString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
    for (String word : words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty() && !there.contains(" " + word)) {
        return false;
      }
    }
    return true;
  }
}
