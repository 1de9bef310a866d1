// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.YamlNode.Entry;
import dev.understudy.config.text.YamlNode.Mapping;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.config.text.YamlNode.Sequence;
import dev.understudy.engine.rule.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads keys with values strictly: after everything that is known has been asked for, [#finish()]
/// reports whatever else is there. Mistakes are reported and read as missing.
public final class YamlFields {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Entry> repeated = new ArrayList<>();
  private final Position position;
  private final Problems problems;
  private String subject;
  private boolean isNone;

  private YamlFields(Mapping mapping, Problems problems, String subject) {
    this.position = mapping.position();
    this.problems = problems;
    this.subject = subject;
    for (Entry entry : mapping.entries()) {
      if (entries.putIfAbsent(entry.key().text(), entry) != null) {
        repeated.add(entry);
      }
    }
  }

  /// The keys of `node`; without any, after reporting it, when it has none.
  public static YamlFields of(YamlNode node, Problems problems, String subject) {
    if (node instanceof Mapping mapping) {
      return new YamlFields(mapping, problems, subject);
    }
    problems.add(
        Problem.error(node.position(), "expected keys with values, found " + node.kind())
            .about(subject));
    YamlFields none = new YamlFields(new Mapping(List.of(), node.position()), problems, subject);
    none.isNone = true;
    return none;
  }

  /// What later problems are about.
  public void subject(String subject) {
    this.subject = subject;
  }

  /// The value of `key`, whatever it is.
  public Optional<YamlNode> node(String key) {
    asked.add(key);
    Optional<YamlNode> value = Optional.ofNullable(entries.get(key)).map(Entry::value);
    if (value.isPresent() && value.get() instanceof Scalar scalar && scalar.isMissing()) {
      error(scalar.position(), key + " has no value; leave out the key to get the default");
      return Optional.empty();
    }
    return value;
  }

  /// The text of `key`.
  public Optional<Scalar> scalar(String key) {
    Optional<YamlNode> value = node(key);
    if (value.isPresent() && !(value.get() instanceof Scalar)) {
      error(
          value.get().position(),
          "expected a text for %s, found %s".formatted(key, value.get().kind()));
    }
    return value.filter(Scalar.class::isInstance).map(Scalar.class::cast);
  }

  /// The text of `key`; empty without it.
  public String text(String key) {
    return scalar(key).map(Scalar::text).orElse("");
  }

  /// The text of `key`, which must be there.
  public String required(String key) {
    Optional<Scalar> found = scalar(key);
    if (found.isEmpty() && !entries.containsKey(key) && !isNone) {
      error(position, key + " is missing");
    } else if (found.isPresent() && found.get().text().isBlank()) {
      error(found.get().position(), key + " is empty");
    }
    return found.map(Scalar::text).orElse("");
  }

  /// Whether `key` says `true`.
  public boolean bool(String key, boolean otherwise) {
    Optional<Scalar> found = scalar(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    return switch (found.get().text()) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        error(
            found.get().position(),
            "expected true or false for %s, found %s".formatted(key, found.get().kind()));
        yield otherwise;
      }
    };
  }

  /// The whole number of `key`, between `least` and `most`.
  public long number(String key, long otherwise, long least, long most) {
    Optional<Scalar> found = scalar(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(found.get().text());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, as is a number out of range.
    }
    String range =
        most == Long.MAX_VALUE ? least + " or more" : "between " + least + " and " + most;
    error(
        found.get().position(),
        "expected a whole number, %s, for %s, found %s".formatted(range, key, found.get().kind()));
    return otherwise;
  }

  /// The items of `key`; none without it.
  public List<YamlNode> list(String key) {
    Optional<YamlNode> value = node(key);
    if (value.isPresent() && value.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    value.ifPresent(found ->
        error(found.position(), "expected a list for %s, found %s".formatted(key, found.kind())));
    return List.of();
  }

  /// The texts of the list at `key`.
  public List<Scalar> texts(String key) {
    List<Scalar> texts = new ArrayList<>();
    for (YamlNode item : list(key)) {
      if (item instanceof Scalar scalar && !scalar.isMissing()) {
        texts.add(scalar);
      } else {
        error(
            item.position(),
            "expected a text in the list %s, found %s".formatted(key, item.kind()));
      }
    }
    return texts;
  }

  /// The keys under `key`; none without it.
  public Optional<YamlFields> fields(String key) {
    return node(key).map(value -> of(value, problems, subject));
  }

  /// All entries, when the keys are names that somebody chose.
  public List<Entry> entries() {
    reportRepeated();
    asked.addAll(entries.keySet());
    return List.copyOf(entries.values());
  }

  /// Whether `key` is there.
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /// Where `key` stands; without it, where the keys begin.
  public Position position(String key) {
    Entry entry = entries.get(key);
    return entry == null ? position : entry.value().position();
  }

  /// Where the keys begin.
  public Position position() {
    return position;
  }

  /// Whether something else stands where keys were expected, which has been reported.
  public boolean isNone() {
    return isNone;
  }

  /// Reports every key that nobody asked for, or that is there twice.
  public void finish() {
    reportRepeated();
    for (Entry entry : entries.values()) {
      String key = entry.key().text();
      if (!asked.contains(key)) {
        Optional<String> meant = NearestName.among(key, asked);
        String known = meant.isPresent() ? "" : "; expected one of " + String.join(", ", asked);
        error(entry.key().position(), "unknown key " + key + known, meant);
      }
    }
  }

  private void reportRepeated() {
    for (Entry entry : repeated) {
      String key = entry.key().text();
      int line = entries.getOrDefault(key, entry).key().position().line();
      error(entry.key().position(), "%s is already in line %d".formatted(key, line));
    }
    repeated.clear();
  }

  /// Reports a mistake.
  public void error(Position position, String message) {
    error(position, message, Optional.empty());
  }

  /// Reports a mistake, with what was probably meant.
  public void error(Position position, String message, Optional<String> suggestion) {
    problems.add(Problem.error(position, message, suggestion).about(subject));
  }
}
