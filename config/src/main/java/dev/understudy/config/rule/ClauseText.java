// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.ScopeOperator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clauses as one line of text: `userAccountControl ISNOTBITSET 2`, `mail = mail`.
final class ClauseText {
  private static final String CASE_SENSITIVE = "case-sensitive";
  private static final Pattern SCOPE =
      Pattern.compile("(\\S+)\\s+(\\S+)(?: (.*))?", Pattern.DOTALL);
  private static final Pattern JOIN =
      Pattern.compile("(\\S+)\\s*=\\s*(\\S+)(?:\\s+(" + CASE_SENSITIVE + "))?");

  private ClauseText() {}

  /// `attribute OPERATOR value`; the value is everything after one space.
  static Optional<ScopeClause> scope(Scalar text, RuleWords words) {
    Matcher matcher = SCOPE.matcher(text.text());
    if (!matcher.matches()) {
      words.error(
          text.position(),
          "\"%s\" is no scope clause; expected attribute OPERATOR value, such as userAccountControl ISNOTBITSET 2"
              .formatted(text.text()));
      return Optional.empty();
    }
    Position position = text.position();
    ScopeOperator operator = words.operator(matcher.group(2), position);
    String value = Optional.ofNullable(matcher.group(3)).orElse("");
    boolean isKnown = RuleWords.known(matcher.group(2)).isPresent();
    if (isKnown && operator.ignoresValue() && !value.isBlank()) {
      words.error(position, "%s takes no value, found \"%s\"".formatted(operator, value));
    }
    return Optional.of(
        new ScopeClause(matcher.group(1), operator, operator.ignoresValue() ? "" : value));
  }

  static String of(ScopeClause clause) {
    String test = clause.attribute() + " " + clause.operator();
    return clause.value().isEmpty() ? test : test + " " + clause.value();
  }

  /// `connector attribute = metaverse attribute`, with `case-sensitive` behind it where it is.
  static Optional<JoinClause> join(Scalar text, RuleWords words) {
    Matcher matcher = JOIN.matcher(text.text());
    if (!matcher.matches()) {
      words.error(
          text.position(),
          "\"%s\" is no join clause; expected connectorAttribute = metaverseAttribute, such as mail = mail"
              .formatted(text.text()));
      return Optional.empty();
    }
    return Optional.of(
        new JoinClause(matcher.group(1), matcher.group(2), matcher.group(3) != null));
  }

  static String of(JoinClause clause) {
    String equality = clause.connectorAttribute() + " = " + clause.metaverseAttribute();
    return clause.caseSensitive() ? equality + " " + CASE_SENSITIVE : equality;
  }
}
