// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.SyncRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes rules in our form, so that reading them again gives equal rules.
public final class RuleWriter {
  private static final int COLUMNS = 100;
  private static final int NAME_CHARACTERS_MAX = 60;

  private final StringBuilder out = new StringBuilder();

  private RuleWriter() {}

  /// The text of the file for `rule`.
  public static String write(SyncRule rule) {
    RuleWriter writer = new RuleWriter();
    writer.rule(rule);
    return writer.out.toString();
  }

  /// The files for `rules`: name to text. Names begin with the precedence, so that a listing shows
  /// the rules in their order.
  public static Map<String, String> files(RuleSet rules) {
    Map<String, String> files = new TreeMap<>();
    int digits =
        rules.rules().stream()
            .mapToInt(rule -> Long.toString(rule.settings().precedence()).length())
            .max()
            .orElse(1);
    for (SyncRule rule : rules.rules()) {
      String number = Long.toString(rule.settings().precedence());
      String stem =
          "0".repeat(digits - number.length()) + number + "-" + slug(rule.identity().name());
      String name = stem + ".yaml";
      for (int copy = 2; files.containsKey(name); copy++) {
        name = stem + "-" + copy + ".yaml";
      }
      files.put(name, write(rule));
    }
    return files;
  }

  /// Writes all `rules` into `folder`, which must be empty or not there yet: files of other rules
  /// among them would become rules too.
  ///
  /// @throws ConfigurationException when it cannot
  public static void write(RuleSet rules, Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw failure(folder, "is not empty; name a new folder for the rules");
        }
      }
      for (Map.Entry<String, String> file : files(rules).entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw failure(folder, "can not be written: " + e.getMessage());
    }
  }

  private static ConfigurationException failure(Path folder, String message) {
    return new ConfigurationException(
        ConfigurationException.Code.UNREADABLE,
        List.of(Problem.error(Position.of(folder), message)));
  }

  private static String slug(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    String words = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String bounded = words.substring(0, Math.min(words.length(), NAME_CHARACTERS_MAX));
    return bounded.isEmpty() ? "rule" : bounded;
  }

  private void rule(SyncRule rule) {
    line("name", rule.identity().name());
    line("id", rule.identity().id().toString());
    unless("", "description", rule.identity().description());
    unless("", "immutable-tag", rule.identity().immutableTag());
    line("direction", RuleWords.nameOf(RuleWords.DIRECTIONS, rule.types().direction()));
    line("connector", rule.types().connector());
    line("source-object-type", rule.types().source());
    line("target-object-type", rule.types().target());
    line("link-type", RuleWords.nameOf(RuleWords.LINK_TYPES, rule.links().type()));
    line("precedence", Long.toString(rule.settings().precedence()));
    unless("false", "disabled", Boolean.toString(rule.settings().disabled()));
    unless("false", "enable-password-sync", Boolean.toString(rule.settings().passwordSync()));
    unless(
        "00:00:00",
        "soft-delete-expiry-interval",
        RuleWords.interval(rule.settings().softDeleteExpiry()));
    groups("scope", rule.links().scope().stream().map(RuleWriter::scopeTexts).toList());
    groups("join", rule.links().joins().stream().map(RuleWriter::joinTexts).toList());
    if (!rule.flows().isEmpty()) {
      out.append("flows:\n");
      rule.flows().forEach(this::flow);
    }
  }

  private static List<String> scopeTexts(List<ScopeClause> group) {
    return group.stream().map(ClauseText::of).toList();
  }

  private static List<String> joinTexts(List<JoinClause> group) {
    return group.stream().map(ClauseText::of).toList();
  }

  private void line(String key, String value) {
    out.append(key).append(": ").append(YamlText.scalar(value)).append('\n');
  }

  private void unless(String usual, String key, String value) {
    if (!value.equals(usual)) {
      line(key, value);
    }
  }

  private void groups(String key, List<List<String>> groups) {
    if (groups.isEmpty()) {
      return;
    }
    out.append(key).append(":\n");
    for (List<String> group : groups) {
      out.append(group.isEmpty() ? "  - all: []\n" : "  - all:\n");
      for (String clause : group) {
        out.append("      - ").append(YamlText.scalar(clause)).append('\n');
      }
    }
  }

  private void flow(Flow flow) {
    Entry source =
        switch (flow.source()) {
          case FlowSource.Direct direct -> new Entry("source", direct.attribute());
          case FlowSource.Constant constant -> new Entry("constant", constant.text());
          case FlowSource.Expression expression -> new Entry("expression", expression.text());
        };
    List<Entry> entries = new ArrayList<>(List.of(new Entry("target", flow.target()), source));
    if (flow.applyOnce()) {
      entries.add(new Entry("apply-once", "true"));
    }
    if (flow.merge() != MergeType.UPDATE) {
      entries.add(new Entry("merge", RuleWords.nameOf(RuleWords.MERGE_TYPES, flow.merge())));
    }
    String oneLine =
        "  - {" + String.join(", ", entries.stream().map(Entry::inline).toList()) + "}";
    if (oneLine.length() <= COLUMNS && !source.value.contains("\n")) {
      out.append(oneLine).append('\n');
      return;
    }
    String lead = "  - ";
    for (Entry entry : entries) {
      out.append(lead).append(entry.block()).append('\n');
      lead = "    ";
    }
  }

  private record Entry(String key, String value) {
    String inline() {
      return key + ": " + YamlText.scalar(value);
    }

    String block() {
      return key + ": " + YamlText.block(value, "      ");
    }
  }
}
