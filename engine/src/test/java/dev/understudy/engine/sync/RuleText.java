// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Rules as tests write them:
///
/// ```
/// in AD user>person provision 100 Join users
///   scope mail ISNOTNULL & title EQUAL Boss      (each such line is a group)
///   join mail=mail & sid==sid                    (== is case-sensitive)
///   displayName <- cn                            (<+ merges, <~ merges without case)
///   title <- 'Constant'
///   sn <- =UCase([sn]) !once
///   disabled
/// ```
final class RuleText {
  private final List<SyncRule> rules = new ArrayList<>();
  private String[] header = {};
  private final List<List<ScopeClause>> scope = new ArrayList<>();
  private final List<List<JoinClause>> joins = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();
  private boolean disabled;

  private RuleText() {}

  static RuleSet parse(String text) {
    RuleText parser = new RuleText();
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(parser::line);
    parser.finish();
    return new RuleSet(parser.rules);
  }

  private void line(String line) {
    if (line.startsWith("in ") || line.startsWith("out ")) {
      finish();
      header = line.split(" +", 6);
    } else if (line.startsWith("scope ")) {
      scope.add(Arrays.stream(line.substring(6).split(" & ", -1)).map(RuleText::clause).toList());
    } else if (line.startsWith("join ")) {
      joins.add(Arrays.stream(line.substring(5).split(" & ", -1)).map(RuleText::join).toList());
    } else if (line.equals("disabled")) {
      disabled = true;
    } else {
      flows.add(flow(line));
    }
  }

  private static ScopeClause clause(String text) {
    String[] parts = text.strip().split(" +", 3);
    ScopeOperator operator = ScopeOperator.byName(parts[1]).orElseThrow();
    return new ScopeClause(parts[0], operator, parts.length > 2 ? parts[2] : "");
  }

  private static JoinClause join(String text) {
    String[] parts = text.strip().split("==?", -1);
    return new JoinClause(parts[0], parts[1], text.contains("=="));
  }

  private static Flow flow(String line) {
    boolean once = line.endsWith(" !once");
    String text = once ? line.substring(0, line.length() - " !once".length()) : line;
    int arrow = text.indexOf(" <");
    MergeType merge =
        switch (text.charAt(arrow + 2)) {
          case '-' -> MergeType.UPDATE;
          case '+' -> MergeType.MERGE;
          case '~' -> MergeType.MERGE_CASE_INSENSITIVE;
          default -> throw new IllegalArgumentException(line);
        };
    String source = text.substring(arrow + 3).strip();
    FlowSource from =
        source.startsWith("=")
            ? new FlowSource.Expression(source.substring(1))
            : source.startsWith("'")
                ? new FlowSource.Constant(source.substring(1, source.length() - 1))
                : new FlowSource.Direct(source);
    return new Flow(text.substring(0, arrow), from, once, merge);
  }

  private void finish() {
    if (header.length == 0) {
      return;
    }
    String[] types = header[2].split(">", -1);
    Direction direction = header[0].equals("in") ? Direction.INBOUND : Direction.OUTBOUND;
    LinkType link =
        switch (header[3]) {
          case "sticky" -> LinkType.STICKY_JOIN;
          default -> LinkType.valueOf(header[3].toUpperCase(Locale.ROOT));
        };
    String name = header.length > 5 ? header[5] : header[0] + " " + header[1] + " " + header[4];
    UUID id = UUID.nameUUIDFromBytes((header[1] + header[4]).getBytes(StandardCharsets.UTF_8));
    rules.add(
        new SyncRule(
            new RuleIdentity(id, name, "", ""),
            new RuleTypes(direction, header[1], types[0], types[1]),
            new RuleLinks(link, scope, joins),
            flows,
            new SyncRule.Settings(Long.parseLong(header[4]), disabled, false, Duration.ZERO)));
    scope.clear();
    joins.clear();
    flows.clear();
    disabled = false;
  }
}
