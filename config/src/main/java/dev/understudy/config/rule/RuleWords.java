// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.ScopeOperator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words that all forms of rule files share, from text to meaning and back. What is no such
/// word is reported and replaced by something harmless, so that reading goes on to the next
/// mistake.
final class RuleWords {
  private static final UUID NO_ID = new UUID(0, 0);
  private static final Pattern GUID =
      Pattern.compile("\\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})}?");
  private static final Pattern INTERVAL =
      Pattern.compile("(?:(\\d{1,7})\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,7}))?");

  static final Map<String, Direction> DIRECTIONS =
      words(new String[] {"Inbound", "Outbound"}, Direction.INBOUND, Direction.OUTBOUND);
  static final Map<String, LinkType> LINK_TYPES =
      words(
          new String[] {"Provision", "Join", "StickyJoin"},
          LinkType.PROVISION,
          LinkType.JOIN,
          LinkType.STICKY_JOIN);
  static final Map<String, MergeType> MERGE_TYPES =
      words(
          Arrays.stream(MergeType.values()).map(MergeType::word).toArray(String[]::new),
          MergeType.values());
  private static final List<String> OPERATORS =
      Arrays.stream(ScopeOperator.values()).map(ScopeOperator::name).toList();

  private final Problems problems;
  private final String subject;

  RuleWords(Problems problems, String subject) {
    this.problems = problems;
    this.subject = subject;
  }

  String subject() {
    return subject;
  }

  /// A text and where it stands.
  record Word(String text, Position position) {}

  UUID id(String text, Position position) {
    Optional<UUID> id = guid(text);
    if (id.isEmpty() && !text.isEmpty()) {
      error(
          position,
          "\"%s\" is no GUID such as 039dcc3a-1513-4c08-b296-0973691e644a".formatted(text));
    }
    return id.orElse(NO_ID);
  }

  static Optional<UUID> guid(String text) {
    Matcher matcher = GUID.matcher(text);
    return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
  }

  /// The identifier of a rule that was given none: the same for the same name on the same
  /// connector.
  static UUID derivedId(RuleTypes types, String name) {
    String seed = "rule\n%s\n%s\n%s".formatted(types.connector(), types.direction(), name);
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
  }

  /// A connector's name as it is; its identifier always in one spelling.
  static String connector(String text) {
    return guid(text).map(id -> "{" + id + "}").orElse(text);
  }

  Direction direction(String text, Position position) {
    return word(DIRECTIONS, "direction", new Word(text, position), Direction.INBOUND);
  }

  LinkType linkType(String text, Position position) {
    return word(LINK_TYPES, "link type", new Word(text, position), LinkType.JOIN);
  }

  MergeType mergeType(String text, Position position) {
    return word(MERGE_TYPES, "merge type", new Word(text, position), MergeType.UPDATE);
  }

  ScopeOperator operator(String text, Position position) {
    Optional<ScopeOperator> operator = known(text);
    if (operator.isEmpty() && !text.isEmpty()) {
      unknown("operator", new Word(text, position), OPERATORS);
    }
    return operator.orElse(ScopeOperator.ISNOTNULL);
  }

  static Optional<ScopeOperator> known(String operator) {
    return ScopeOperator.byName(operator.toUpperCase(Locale.ROOT));
  }

  private void unknown(String kind, Word word, Collection<String> known) {
    Optional<String> meant = NearestName.among(word.text, known);
    String expected = meant.isPresent() ? "" : "; expected one of " + String.join(", ", known);
    error(word.position, "unknown " + kind + " " + word.text + expected, meant);
  }

  private <T> T word(Map<String, T> words, String kind, Word word, T instead) {
    for (Map.Entry<String, T> known : words.entrySet()) {
      if (known.getKey().equalsIgnoreCase(word.text)) {
        return known.getValue();
      }
    }
    if (!word.text.isEmpty()) {
      unknown(kind, word, words.keySet());
    }
    return instead;
  }

  /// The word of a file for that meaning.
  static <T> String nameOf(Map<String, T> words, T meaning) {
    return words.entrySet().stream()
        .filter(word -> word.getValue().equals(meaning))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  long number(String text, Position position) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      error(position, "\"%s\" is no whole number".formatted(text));
      return 0;
    }
  }

  boolean bool(String text, Position position) {
    boolean yes = text.equalsIgnoreCase("true");
    if (!yes && !text.isEmpty() && !text.equalsIgnoreCase("false")) {
      error(position, "expected true or false, not \"%s\"".formatted(text));
    }
    return yes;
  }

  /// `days.hours:minutes:seconds.fraction` with days and fraction optional; nothing is zero.
  Duration interval(String text, Position position) {
    Matcher matcher = INTERVAL.matcher(text);
    if (matcher.matches()) {
      String fraction = Optional.ofNullable(matcher.group(5)).orElse("0");
      return Duration.ofDays(Long.parseLong(Optional.ofNullable(matcher.group(1)).orElse("0")))
          .plusHours(Long.parseLong(matcher.group(2)))
          .plusMinutes(Long.parseLong(matcher.group(3)))
          .plusSeconds(Long.parseLong(matcher.group(4)))
          .plusNanos(Long.parseLong(fraction + "0".repeat(9 - fraction.length())));
    }
    if (!text.isEmpty() && !text.equals("0")) {
      error(
          position, "\"%s\" is no interval such as 1.12:00:00 (a day and a half)".formatted(text));
    }
    return Duration.ZERO;
  }

  /// The text that [#interval(String, Position)] reads.
  static String interval(Duration interval) {
    String days = interval.toDaysPart() == 0 ? "" : interval.toDaysPart() + ".";
    String time =
        "%02d:%02d:%02d"
            .formatted(interval.toHoursPart(), interval.toMinutesPart(), interval.toSecondsPart());
    int ticks = interval.toNanosPart() / 100;
    return days + time + (ticks == 0 ? "" : ".%07d".formatted(ticks));
  }

  Optional<Placement> placement(Word before, Word after) {
    Optional<Placement> first = placement(Placement.Side.BEFORE, before);
    Optional<Placement> second = placement(Placement.Side.AFTER, after);
    if (first.isPresent() && second.isPresent()) {
      error(after.position, "give precedence-before or precedence-after, not both");
    }
    return first.or(() -> second);
  }

  private Optional<Placement> placement(Placement.Side side, Word neighbour) {
    UUID id = id(neighbour.text, neighbour.position);
    return id.equals(NO_ID) ? Optional.empty() : Optional.of(new Placement(side, id));
  }

  void error(Position position, String message) {
    error(position, message, Optional.empty());
  }

  void error(Position position, String message, Optional<String> suggestion) {
    problems.add(Problem.error(position, message, suggestion).about(subject));
  }

  void warning(Position position, String message) {
    problems.add(Problem.warning(position, message).about(subject));
  }

  @SafeVarargs
  private static <T> Map<String, T> words(String[] names, T... meanings) {
    Map<String, T> words = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      words.put(names[i], meanings[i]);
    }
    return words;
  }
}
