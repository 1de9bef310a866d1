// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Directories.Need;
import dev.understudy.app.instance.Instance;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.sync.Explain;
import dev.understudy.engine.sync.Explanation.Contribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Makes [ExplanationView]s.
public final class Explanations {
  private final Instance instance;
  private final Explain explain;
  private final Labels labels;
  private final Map<Long, SyncRule> byPrecedence = new HashMap<>();

  public Explanations(Instance instance) {
    this.instance = instance;
    this.explain =
        new Explain(instance.context(new StepReport(0, Integer.MAX_VALUE, Progress.NONE)));
    this.labels = new Labels(instance);
    instance
        .configuration()
        .ruleSet()
        .rules()
        .forEach(rule -> byPrecedence.put(rule.settings().precedence(), rule));
  }

  /// Why an attribute of a metaverse object has its value.
  ///
  /// @throws AppException when the metaverse has no such attribute
  public ExplanationView of(MetaverseObject object, String attribute) {
    known(attribute);
    Set<String> joined = new HashSet<>();
    List<String> notes = new ArrayList<>();
    for (SpaceObject linked : instance.store().space().joinedTo(List.of(object.id()))) {
      if (linked.state().is(SpaceState.PENDING_IMPORT)) {
        notes.add(
            "%s: %s was imported and is not synchronized yet; the rules are asked with what it is now"
                .formatted(labels.name(linked.connector()), linked.identity().dn().text()));
      }
      joined.add(labels.name(linked.connector()) + "\n" + labels.name(linked.identity().type()));
    }
    return ExplanationView.of(
        "metaverse object #%d  %s".formatted(object.id(), labels.of(object)),
        explain.metaverse(object.id(), attribute),
        notes,
        flow -> isAbout(flow, joined));
  }

  /// Why outbound rules write what they write to an attribute of a connector-space object.
  ///
  /// @throws AppException when the directory has no such attribute
  public ExplanationView of(SpaceObject object, String attribute) {
    checkWritten(labels.name(object.connector()), attribute);
    return ExplanationView.of(
        "%s object %s  %s"
            .formatted(
                labels.name(object.connector()), labels.of(object), object.identity().dn().text()),
        explain.space(object.id(), attribute),
        List.of(),
        _ -> true);
  }

  /// Whether the rule of a flow is about objects like those that are joined here.
  private boolean isAbout(Contribution flow, Set<String> joined) {
    SyncRule rule = byPrecedence.get(flow.precedence());
    return rule == null || joined.contains(flow.connector() + "\n" + rule.types().source());
  }

  private void known(String attribute) {
    Set<String> names = new TreeSet<>(instance.configuration().metaverse().attributes().keySet());
    byPrecedence.values().stream()
        .filter(rule -> rule.types().direction() == Direction.INBOUND)
        .forEach(rule -> rule.flows().forEach(flow -> names.add(flow.target())));
    check("the metaverse", names, attribute);
  }

  private void checkWritten(String connector, String attribute) {
    Set<String> names = new TreeSet<>();
    names.addAll(
        instance
            .directories()
            .schema(instance.connector(connector), Need.LAST_KNOWN)
            .attributes()
            .keySet());
    byPrecedence.values().stream()
        .filter(rule -> rule.types().direction() == Direction.OUTBOUND)
        .filter(rule -> rule.types().connector().equals(connector))
        .forEach(rule -> rule.flows().forEach(flow -> names.add(flow.target())));
    check(connector, names, attribute);
  }

  private static void check(String where, Set<String> names, String attribute) {
    if (!names.contains(attribute)) {
      throw AppException.usage(
          "%s has no attribute \"%s\"%s"
              .formatted(
                  where,
                  attribute,
                  NearestName.among(attribute, names)
                      .map(nearest -> " — did you mean " + nearest + "?")
                      .orElse("")));
    }
  }
}
