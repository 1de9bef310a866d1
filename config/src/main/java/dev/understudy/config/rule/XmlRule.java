// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.XmlElement;
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
import dev.understudy.engine.rule.ScopeOperator;
import dev.understudy.engine.rule.SyncRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One `synchronizationRule` document as Entra Connect exports it (`spec/engine.md`, appendix C).
final class XmlRule {
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "internal-id",
          "version",
          "name",
          "description",
          "immutable-tag",
          "direction",
          "disabled",
          "connector",
          "sourceObjectType",
          "targetObjectType",
          "linkType",
          "precedence",
          "precedence-after",
          "precedence-before",
          "softDeleteExpiryInterval",
          "EnablePasswordSync",
          "attribute-mappings",
          "relationshipCriteria",
          "synchronizationCriteria");

  private final XmlElement root;
  private final RuleWords words;
  private final Map<RulePlace, Position> places = new HashMap<>();

  private XmlRule(XmlElement root, Problems problems) {
    this.root = root;
    String name = root.textOf("name");
    words = new RuleWords(problems, name.isEmpty() ? "" : "rule \"" + name + "\"");
  }

  /// The rule that `root` says; empty after reporting what it should have said.
  static Optional<LoadedRule> read(XmlElement root, Problems problems) {
    if (!root.name().equals("synchronizationRule")) {
      problems.error(
          root.position(),
          "expected <synchronizationRule>, as in the folder SynchronizationRules of an Entra Connect"
              + " export, not <"
              + root.name()
              + ">");
      return Optional.empty();
    }
    Problems own = new Problems();
    LoadedRule rule = new XmlRule(root, own).rule();
    problems.addAll(own.all());
    return own.hasErrors() ? Optional.empty() : Optional.of(rule);
  }

  private LoadedRule rule() {
    for (XmlElement child : root.children()) {
      if (!KNOWN.contains(child.name())) {
        words.warning(child.position(), "<" + child.name() + "> is not known and is left out");
      }
    }
    RuleIdentity identity =
        new RuleIdentity(
            words.id(required("id"), at("id")),
            required("name"),
            text("description"),
            text("immutable-tag"));
    RuleTypes types =
        new RuleTypes(
            words.direction(required("direction"), at("direction")),
            RuleWords.connector(required("connector")),
            required("sourceObjectType"),
            required("targetObjectType"));
    LinkType link = words.linkType(required("linkType"), at("linkType"));
    RuleLinks links = new RuleLinks(link, scope(), joins());
    SyncRule.Settings settings =
        new SyncRule.Settings(
            words.number(required("precedence"), at("precedence")),
            words.bool(text("disabled"), at("disabled")),
            words.bool(text("EnablePasswordSync"), at("EnablePasswordSync")),
            words.interval(text("softDeleteExpiryInterval"), at("softDeleteExpiryInterval")));
    property("id", "id");
    property("name", "name");
    property("connector", "connector");
    property("precedence", "precedence");
    property("precedence-before", "precedence-before");
    property("precedence-after", "precedence-after");
    property("source-object-type", "sourceObjectType");
    property("target-object-type", "targetObjectType");
    SyncRule rule = new SyncRule(identity, types, links, flows(), settings);
    return new LoadedRule(
        rule,
        new RuleSource(root.position(), places),
        words.placement(
            new RuleWords.Word(text("precedence-before"), at("precedence-before")),
            new RuleWords.Word(text("precedence-after"), at("precedence-after"))));
  }

  private List<List<ScopeClause>> scope() {
    List<List<ScopeClause>> groups = new ArrayList<>();
    for (XmlElement conditions : groups("synchronizationCriteria")) {
      List<ScopeClause> clauses = new ArrayList<>();
      for (XmlElement scope : conditions.children("scope")) {
        places.put(new RulePlace.Scope(groups.size(), clauses.size()), scope.position());
        ScopeOperator operator = words.operator(required(scope, "csOperator"), scope.position());
        // Values keep the spaces they were given.
        String value = scope.child("csValue").map(XmlElement::text).orElse("");
        clauses.add(
            new ScopeClause(
                required(scope, "csAttribute"), operator, operator.ignoresValue() ? "" : value));
      }
      places.put(new RulePlace.Scope(groups.size(), -1), conditions.position());
      groups.add(clauses);
    }
    return groups;
  }

  private List<List<JoinClause>> joins() {
    List<List<JoinClause>> groups = new ArrayList<>();
    for (XmlElement conditions : groups("relationshipCriteria")) {
      List<JoinClause> clauses = new ArrayList<>();
      for (XmlElement condition : conditions.children("condition")) {
        places.put(new RulePlace.Join(groups.size(), clauses.size()), condition.position());
        boolean caseSensitive = words.bool(condition.textOf("caseSensitive"), condition.position());
        clauses.add(
            new JoinClause(
                required(condition, "csAttribute"),
                required(condition, "ilmAttribute"),
                caseSensitive));
      }
      places.put(new RulePlace.Join(groups.size(), -1), conditions.position());
      groups.add(clauses);
    }
    return groups;
  }

  private List<XmlElement> groups(String criteria) {
    return root.child(criteria).map(found -> found.children("conditions")).orElse(List.of());
  }

  private List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    List<XmlElement> mappings =
        root.child("attribute-mappings").map(all -> all.children("mapping")).orElse(List.of());
    for (XmlElement mapping : mappings) {
      int index = flows.size();
      places.put(RuleSource.flowOf(index), mapping.position());
      for (XmlElement part : mapping.children()) {
        places.put(new RulePlace.FlowPart(index, partName(part.name())), part.position());
      }
      String target = required(mapping, "dest");
      String merge = mapping.textOf("valueMergeType");
      Position mergeAt = mapping.child("valueMergeType").orElse(mapping).position();
      flows.add(
          new Flow(
              target,
              source(mapping, target),
              words.bool(mapping.attribute("execute-once"), mapping.position()),
              merge.isEmpty() ? MergeType.UPDATE : words.mergeType(merge, mergeAt)));
    }
    return flows;
  }

  private static String partName(String element) {
    return switch (element) {
      case "dest" -> "target";
      case "src" -> "source";
      case "valueMergeType" -> "merge";
      default -> element;
    };
  }

  private FlowSource source(XmlElement mapping, String target) {
    Optional<XmlElement> expression = mapping.child("expression");
    if (expression.isPresent() && !expression.get().text().isBlank()) {
      return new FlowSource.Expression(expression.get().text());
    }
    List<XmlElement> attributes =
        mapping.child("src").map(src -> src.children("attr")).orElse(List.of());
    if (attributes.size() == 1) {
      return new FlowSource.Direct(attributes.getFirst().text().strip());
    }
    String constant = mapping.child("src").map(XmlElement::text).orElse("");
    if (attributes.isEmpty() && !constant.isBlank()) {
      return new FlowSource.Constant(constant);
    }
    words.error(
        mapping.position(),
        attributes.isEmpty()
            ? "the mapping to " + target + " has no source: expected <src> or <expression>"
            : "the mapping to "
                + target
                + " has "
                + attributes.size()
                + " source attributes, but no expression that says what to do with them");
    return new FlowSource.Constant("");
  }

  private void property(String name, String element) {
    places.put(new RulePlace.Property(name), at(element));
  }

  private String text(String element) {
    return root.textOf(element);
  }

  private String required(String element) {
    return required(root, element);
  }

  private String required(XmlElement parent, String element) {
    String text = parent.textOf(element);
    if (text.isEmpty()) {
      words.error(
          parent.child(element).orElse(parent).position(),
          "expected a text in <%s> of <%s>".formatted(element, parent.name()));
    }
    return text;
  }

  private Position at(String element) {
    return root.child(element).orElse(root).position();
  }
}
