// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Fingerprints of rules: equal when the rules mean the same.
///
/// What does not change the meaning does not count: the order and names of files, comments, line
/// ends and white space in expressions outside of literals, the order of flows.
public final class RuleSetDigest {
  private final MessageDigest sha256;

  private RuleSetDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The fingerprint of all rules, 64 hexadecimal digits.
  public static String of(RuleSet rules) {
    RuleSetDigest digest = new RuleSetDigest();
    Comparator<SyncRule> order =
        Comparator.<SyncRule>comparingLong(rule -> rule.settings().precedence())
            .thenComparing(rule -> rule.identity().id());
    List<SyncRule> sorted = rules.rules().stream().sorted(order).toList();
    digest.count(sorted.size());
    sorted.forEach(digest::rule);
    return digest.hex();
  }

  /// The fingerprint of one rule, 64 hexadecimal digits.
  public static String of(SyncRule rule) {
    RuleSetDigest digest = new RuleSetDigest();
    digest.rule(rule);
    return digest.hex();
  }

  private void rule(SyncRule rule) {
    text(rule.identity().id().toString());
    text(rule.identity().name());
    text(rule.identity().description());
    text(rule.identity().immutableTag());
    text(rule.types().direction().name());
    text(rule.types().connector());
    text(rule.types().source());
    text(rule.types().target());
    text(Long.toString(rule.settings().precedence()));
    text(Boolean.toString(rule.settings().disabled()));
    text(Boolean.toString(rule.settings().passwordSync()));
    text(rule.settings().softDeleteExpiry().toString());
    links(rule.links());
    count(rule.flows().size());
    rule.flows().stream().sorted(Comparator.comparing(Flow::target)).forEach(this::flow);
  }

  private void links(RuleLinks links) {
    text(links.type().name());
    count(links.scope().size());
    for (List<ScopeClause> group : links.scope()) {
      count(group.size());
      for (ScopeClause clause : group) {
        text(clause.attribute());
        text(clause.operator().name());
        text(clause.value());
      }
    }
    count(links.joins().size());
    for (List<JoinClause> group : links.joins()) {
      count(group.size());
      for (JoinClause clause : group) {
        text(clause.connectorAttribute());
        text(clause.metaverseAttribute());
        text(Boolean.toString(clause.caseSensitive()));
      }
    }
  }

  private void flow(Flow flow) {
    text(flow.target());
    text(Boolean.toString(flow.applyOnce()));
    text(flow.merge().name());
    switch (flow.source()) {
      case FlowSource.Direct direct -> labelled("direct", direct.attribute());
      case FlowSource.Constant constant -> labelled("constant", constant.text());
      case FlowSource.Expression expression ->
          labelled("expression", withoutLayout(expression.text()));
    }
  }

  private void labelled(String label, String value) {
    text(label);
    text(value);
  }

  private void count(int number) {
    text(Integer.toString(number));
  }

  /// Length first, so that no two lists of texts look the same.
  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /// Removes the white space that is not inside of a string or an attribute name. Between two words
  /// one space stays: without it `a b` would turn into the word `ab`.
  private static String withoutLayout(String expression) {
    StringBuilder bare = new StringBuilder(expression.length());
    int end = 0;
    boolean gap = false;
    char closing = 0;
    while (end < expression.length()) {
      char next = expression.charAt(end++);
      if (closing != 0) {
        closing = next == closing ? 0 : closing;
      } else if (Character.isWhitespace(next)) {
        gap = true;
        continue;
      } else if (next == '"' || next == '[') {
        closing = next == '[' ? ']' : '"';
      }
      if (gap && joinsWords(bare, next)) {
        bare.append(' ');
      }
      gap = false;
      bare.append(next);
    }
    return bare.toString();
  }

  private static boolean joinsWords(StringBuilder bare, char next) {
    return !bare.isEmpty() && isWordPart(bare.charAt(bare.length() - 1)) && isWordPart(next);
  }

  private static boolean isWordPart(char character) {
    return Character.isLetterOrDigit(character) || "_.<>=&|\"".indexOf(character) >= 0;
  }
}
