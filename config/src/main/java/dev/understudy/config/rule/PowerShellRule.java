// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.RuleWords.Word;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.RuleIdentity;
import dev.understudy.engine.rule.RuleLinks;
import dev.understudy.engine.rule.RulePlace;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.SyncRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A rule that a script is making.
final class PowerShellRule {
  private final String name;
  private final Position position;
  private final Problems problems;
  private final RuleWords words;
  private final SyncRule head;
  private final Optional<Placement> placement;
  private final Map<RulePlace, Position> places = new HashMap<>();
  private final List<List<ScopeClause>> scope = new ArrayList<>();
  private final List<List<JoinClause>> joins = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();

  /// Begins the rule that `New-ADSyncRule` makes.
  PowerShellRule(CommandParameters given, Problems problems) {
    this.problems = problems;
    position = given.position();
    name = given.required("Name").text();
    words = new RuleWords(problems, subject());
    Word direction = located(given.required("Direction"), "direction");
    Word connector = located(given.required("Connector"), "connector");
    RuleTypes types =
        new RuleTypes(
            words.direction(direction.text(), direction.position()),
            RuleWords.connector(connector.text()),
            located(given.required("SourceObjectType"), "source-object-type").text(),
            located(given.required("TargetObjectType"), "target-object-type").text());
    Word id = located(given.text("Identifier"), "id");
    UUID identifier =
        id.text().isEmpty() ? RuleWords.derivedId(types, name) : words.id(id.text(), id.position());
    Word link = given.required("LinkType");
    Word precedence = located(given.text("Precedence"), "precedence");
    Word interval = given.text("SoftDeleteExpiryInterval");
    head =
        new SyncRule(
            new RuleIdentity(
                identifier,
                name,
                given.text("Description").text(),
                given.text("ImmutableTag").text()),
            types,
            new RuleLinks(words.linkType(link.text(), link.position()), List.of(), List.of()),
            List.of(),
            new SyncRule.Settings(
                words.number(precedence.text(), precedence.position()),
                given.isSet("Disabled"),
                given.isSet("EnablePasswordSync"),
                words.interval(interval.text(), interval.position())));
    placement =
        words.placement(
            located(given.text("PrecedenceBefore"), "precedence-before"),
            located(given.text("PrecedenceAfter"), "precedence-after"));
  }

  private Word located(Word word, String property) {
    places.put(new RulePlace.Property(property), word.position());
    return word;
  }

  String subject() {
    return "rule \"" + name + "\"";
  }

  Position position() {
    return position;
  }

  /// Adds what `Add-ADSyncAttributeFlowMapping` adds.
  void flow(CommandParameters given) {
    int index = flows.size();
    places.put(RuleSource.flowOf(index), given.position());
    Word target = given.required("Destination");
    places.put(new RulePlace.FlowPart(index, "target"), target.position());
    Word merge = given.text("ValueMergeType");
    places.put(new RulePlace.FlowPart(index, "merge"), merge.position());
    flows.add(
        new Flow(
            target.text(),
            source(given, index),
            given.isSet("ExecuteOnce"),
            merge.text().isEmpty()
                ? MergeType.UPDATE
                : words.mergeType(merge.text(), merge.position())));
  }

  private FlowSource source(CommandParameters given, int index) {
    Word type = given.required("FlowType");
    List<Word> sources = given.texts("Source");
    Word expression = given.text("Expression");
    return switch (type.text().toLowerCase(Locale.ROOT)) {
      case "expression" -> {
        places.put(new RulePlace.FlowPart(index, "expression"), expression.position());
        yield new FlowSource.Expression(given.required("Expression").text());
      }
      case "direct" -> new FlowSource.Direct(single(sources, given, index, "source"));
      case "constant" -> new FlowSource.Constant(single(sources, given, index, "constant"));
      default -> {
        words.error(
            type.position(),
            "unknown flow type %s; expected Direct, Constant or Expression".formatted(type.text()),
            NearestName.among(type.text(), List.of("Direct", "Constant", "Expression")));
        yield new FlowSource.Constant("");
      }
    };
  }

  private String single(List<Word> sources, CommandParameters given, int index, String part) {
    if (sources.size() != 1) {
      problems.add(
          Problem.error(
                  given.position(),
                  "expected one -Source for the flow, found %d".formatted(sources.size()))
              .about(subject()));
      return "";
    }
    places.put(new RulePlace.FlowPart(index, part), sources.getFirst().position());
    return sources.getFirst().text();
  }

  /// Adds a group of scope clauses.
  void scope(List<ScopeClause> group, Position position) {
    places.put(new RulePlace.Scope(scope.size(), -1), position);
    scope.add(group);
  }

  /// Adds a group of join clauses.
  void joins(List<JoinClause> group, Position position) {
    places.put(new RulePlace.Join(joins.size(), -1), position);
    joins.add(group);
  }

  LoadedRule loaded() {
    SyncRule rule =
        new SyncRule(
            head.identity(),
            head.types(),
            new RuleLinks(head.links().type(), scope, joins),
            flows,
            head.settings());
    return new LoadedRule(rule, new RuleSource(position, places), placement);
  }
}
