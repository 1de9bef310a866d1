// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlNode;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.RuleIdentity;
import dev.understudy.engine.rule.RuleLinks;
import dev.understudy.engine.rule.RulePlace;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.SyncRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/// One rule as `docs/rules.md` describes it.
final class YamlRule {
  private final Problems problems;
  private final YamlFields fields;
  private final RuleWords words;
  private final Map<RulePlace, Position> places = new HashMap<>();

  private YamlRule(YamlNode root, Problems problems) {
    this.problems = problems;
    fields = YamlFields.of(root, problems, "");
    String name = fields.text("name");
    String subject = name.isEmpty() ? "" : "rule \"" + name + "\"";
    fields.subject(subject);
    words = new RuleWords(problems, subject);
  }

  /// The rule that `root` says; empty after reporting what it should have said.
  static Optional<LoadedRule> read(YamlNode root, Problems problems) {
    Problems own = new Problems();
    LoadedRule rule = new YamlRule(root, own).rule();
    problems.addAll(own.all());
    return own.hasErrors() ? Optional.empty() : Optional.of(rule);
  }

  private LoadedRule rule() {
    String name = fields.required("name");
    String givenId = fields.text("id");
    String description = fields.text("description");
    Direction direction = words.direction(fields.required("direction"), at("direction"));
    RuleTypes types =
        new RuleTypes(
            direction,
            RuleWords.connector(fields.required("connector")),
            fields.required("source-object-type"),
            fields.required("target-object-type"));
    LinkType link = words.linkType(fields.required("link-type"), at("link-type"));
    long precedence = fields.number("precedence", 0, 0, Long.MAX_VALUE);
    Optional<Placement> placement = placement();
    SyncRule.Settings settings =
        new SyncRule.Settings(
            precedence,
            fields.bool("disabled", false),
            fields.bool("enable-password-sync", false),
            interval());
    UUID id = givenId.isEmpty() ? RuleWords.derivedId(types, name) : words.id(givenId, at("id"));
    RuleIdentity identity = new RuleIdentity(id, name, description, fields.text("immutable-tag"));
    RuleLinks links = new RuleLinks(link, scope(), joins());
    List<Flow> flows = flows();
    fields.finish();
    for (String key :
        List.of(
            "name",
            "id",
            "connector",
            "precedence",
            "precedence-before",
            "precedence-after",
            "source-object-type",
            "target-object-type")) {
      places.put(new RulePlace.Property(key), at(key));
    }
    return new LoadedRule(
        new SyncRule(identity, types, links, flows, settings),
        new RuleSource(fields.position(), places),
        placement);
  }

  private Duration interval() {
    String key = "soft-delete-expiry-interval";
    return words.interval(fields.text(key), at(key));
  }

  private Optional<Placement> placement() {
    String before = fields.text("precedence-before");
    String after = fields.text("precedence-after");
    Optional<Placement> placement =
        words.placement(
            new RuleWords.Word(before, at("precedence-before")),
            new RuleWords.Word(after, at("precedence-after")));
    boolean beside = !before.isEmpty() || !after.isEmpty();
    if (beside == fields.has("precedence") && !fields.isNone()) {
      fields.error(
          fields.position("precedence"),
          "expected one of precedence, precedence-before and precedence-after");
    }
    return placement;
  }

  private List<List<ScopeClause>> scope() {
    return groups(
        "scope",
        text -> ClauseText.scope(text, words),
        group -> clause -> new RulePlace.Scope(group, clause));
  }

  private List<List<JoinClause>> joins() {
    return groups(
        "join",
        text -> ClauseText.join(text, words),
        group -> clause -> new RulePlace.Join(group, clause));
  }

  private <T> List<List<T>> groups(
      String key, Function<Scalar, Optional<T>> clause, IntFunction<IntFunction<RulePlace>> place) {
    List<List<T>> groups = new ArrayList<>();
    for (YamlNode node : fields.list(key)) {
      YamlFields group = YamlFields.of(node, problems, words.subject());
      List<T> clauses = new ArrayList<>();
      for (Scalar text : group.texts("all")) {
        places.put(place.apply(groups.size()).apply(clauses.size()), text.position());
        clause.apply(text).ifPresent(clauses::add);
      }
      group.finish();
      places.put(place.apply(groups.size()).apply(-1), node.position());
      groups.add(clauses);
    }
    return groups;
  }

  private List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    for (YamlNode node : fields.list("flows")) {
      YamlFields flow = YamlFields.of(node, problems, words.subject());
      int index = flows.size();
      places.put(RuleSource.flowOf(index), node.position());
      for (String part : List.of("target", "source", "constant", "expression", "merge")) {
        if (flow.has(part)) {
          places.put(new RulePlace.FlowPart(index, part), flow.position(part));
        }
      }
      String target = flow.required("target");
      FlowSource source = source(flow, target);
      boolean applyOnce = flow.bool("apply-once", false);
      String merge = flow.text("merge");
      flows.add(
          new Flow(
              target,
              source,
              applyOnce,
              merge.isEmpty() ? MergeType.UPDATE : words.mergeType(merge, flow.position("merge"))));
      flow.finish();
    }
    return flows;
  }

  private static FlowSource source(YamlFields flow, String target) {
    Optional<FlowSource> source =
        flow.scalar("source").map(text -> new FlowSource.Direct(text.text()));
    Optional<FlowSource> constant =
        flow.scalar("constant").map(text -> new FlowSource.Constant(text.text()));
    Optional<FlowSource> expression =
        flow.scalar("expression").map(text -> new FlowSource.Expression(text.text()));
    long given = List.of("source", "constant", "expression").stream().filter(flow::has).count();
    if (given != 1) {
      flow.error(
          flow.position(),
          "the flow to %s needs one of source (an attribute), constant and expression, found %d of them"
              .formatted(target, given));
    }
    return source.or(() -> constant).or(() -> expression).orElse(new FlowSource.Constant(""));
  }

  private Position at(String key) {
    return fields.position(key);
  }
}
