// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.RuleIdentity;
import dev.understudy.engine.rule.RuleLinks;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.ScopeOperator;
import dev.understudy.engine.rule.SyncRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// Rules of every shape, with texts that are hard to write down.
final class RandomRules {
  private static final String HARD =
      "abcXYZ019 \"'\\:#,[]{}()%&*!|>-?@`~=\n\t\r\u0000\u0007\u0085\u00a0\u2028äß漢😀<&;";
  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  RuleSet ruleSet() {
    List<SyncRule> rules = new ArrayList<>();
    long precedence = random.nextInt(100);
    for (int i = random.nextInt(6); i >= 0; i--) {
      rules.add(rule(precedence));
      precedence += 1 + random.nextInt(20);
    }
    return new RuleSet(rules);
  }

  private SyncRule rule(long precedence) {
    return new SyncRule(
        new RuleIdentity(
            new UUID(random.nextLong(), random.nextLong()), "n" + text(), text(), word(8)),
        new RuleTypes(
            pick(Direction.values()),
            pick("ad", "{" + new UUID(1, 2) + "}", "my cloud"),
            word(4),
            "*"),
        new RuleLinks(
            pick(LinkType.values()),
            list(() -> list(this::scope)),
            list(() -> list(() -> new JoinClause(word(5), word(5), random.nextBoolean())))),
        list(this::flow),
        new SyncRule.Settings(
            precedence,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean()
                ? Duration.ZERO
                : Duration.ofSeconds(
                    random.nextInt(1_000_000), random.nextInt(10_000_000) * 100L)));
  }

  private ScopeClause scope() {
    ScopeOperator operator = pick(ScopeOperator.values());
    return new ScopeClause(word(5), operator, operator.ignoresValue() ? "" : text());
  }

  private Flow flow() {
    FlowSource source =
        switch (random.nextInt(3)) {
          case 0 -> new FlowSource.Direct(word(5));
          case 1 -> new FlowSource.Constant(text());
          default -> new FlowSource.Expression(text());
        };
    return new Flow(word(6), source, random.nextBoolean(), pick(MergeType.values()));
  }

  /// Any characters that a file can hold.
  private String text() {
    int[] characters =
        random
            .ints(random.nextInt(20), 0, HARD.codePointCount(0, HARD.length()))
            .map(index -> HARD.codePointAt(HARD.offsetByCodePoints(0, index)))
            .toArray();
    return new String(characters, 0, characters.length);
  }

  /// A name without white space.
  private String word(int length) {
    return random
        .ints(1 + random.nextInt(length), 'A', 'z' + 1)
        .filter(Character::isLetter)
        .collect(
            () -> new StringBuilder("a"), StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private <T> List<T> list(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
