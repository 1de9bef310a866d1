// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.CompiledJoin;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides how a connector-space object is tied to the metaverse (`spec/engine.md` §2.4).
final class InboundLink {
  private final SyncWork work;

  InboundLink(SyncWork work) {
    this.work = work;
  }

  LinkDecision decide(Contributor contributor) {
    SpaceObject object = contributor.object();
    Lineage lineage = object.lineage();
    List<CompiledRule> bearing =
        contributor.rules().stream().filter(CompiledRule::bearsLink).toList();
    if (lineage.isLinked() && keepsLink(lineage, bearing)) {
      return new LinkDecision.Keep(lineage.joinedBy());
    }
    if (bearing.isEmpty()) {
      return new LinkDecision.None(false);
    }
    CompiledRule rule = onlyRule(bearing);
    Optional<Long> partner = partner(contributor, rule);
    if (partner.isPresent()) {
      return lineage.metaverse() == partner.get()
          ? new LinkDecision.Keep(rule.number())
          : new LinkDecision.Join(partner.get(), rule);
    }
    boolean provision =
        bearing.stream()
            .anyMatch(candidate ->
                candidate.linkType() == LinkType.PROVISION
                    && candidate.joins().equals(rule.joins()));
    return provision && hasJoinValue(contributor, rule)
        ? new LinkDecision.Project(rule)
        : new LinkDecision.None(true);
  }

  /// A link stays while the rule that made it applies, whatever its join would find today. A link
  /// that an outbound rule made is not ended by inbound rules.
  private boolean keepsLink(Lineage lineage, List<CompiledRule> bearing) {
    CompiledRule maker = work.program().rule(lineage.joinedBy());
    if (maker != null && maker.text().types().direction() == Direction.OUTBOUND) {
      return true;
    }
    boolean applies = bearing.stream().anyMatch(rule -> rule.number() == lineage.joinedBy());
    boolean newcomer =
        bearing.stream()
            .anyMatch(rule -> !rule.joins().isEmpty() && !lineage.hasInbound(rule.number()));
    if (applies && newcomer) {
      onlyRule(bearing);
    }
    return applies;
  }

  /// Precedence does not choose between joins: rules in scope that would look for different
  /// partners are an error. Equal joins are tolerated, as shipped rules need it.
  private static CompiledRule onlyRule(List<CompiledRule> bearing) {
    CompiledRule chosen = null;
    for (CompiledRule rule : bearing) {
      if (rule.joins().isEmpty()) {
        continue;
      }
      if (chosen != null && !chosen.joins().equals(rule.joins())) {
        throw new FlowException(
            "sync-rule-inbound-flow-rules-invalid",
            "rules %s and %s are both in scope and join by different attributes; scope them so that one applies"
                .formatted(chosen, rule));
      }
      chosen = chosen == null ? rule : chosen;
    }
    return chosen == null ? bearing.getFirst() : chosen;
  }

  private Optional<Long> partner(Contributor contributor, CompiledRule rule) {
    for (List<CompiledJoin> group : rule.joins()) {
      List<MetaverseObject> matches = matches(contributor, rule, group);
      if (matches.size() == 1) {
        long partner = matches.getFirst().id();
        checkFree(contributor.object(), partner);
        return Optional.of(partner);
      }
    }
    return Optional.empty();
  }

  private List<MetaverseObject> matches(
      Contributor contributor, CompiledRule rule, List<CompiledJoin> group) {
    List<Value> values = new ArrayList<>(group.size());
    for (CompiledJoin clause : group) {
      Value value = joinValue(contributor, clause);
      if (value == null) {
        return List.of();
      }
      values.add(value);
    }
    Workspace workspace = work.workspace();
    List<MetaverseObject> matches = new ArrayList<>();
    for (long id :
        workspace.metaverseByKey(JoinKey.of(group.getFirst().metaverse(), values.getFirst()))) {
      MetaverseObject candidate = workspace.metaverse(id).orElse(null);
      if (candidate != null
          && (rule.targetType() == 0 || rule.targetType() == candidate.type())
          && matches(candidate, group, values)) {
        matches.add(candidate);
      }
    }
    return matches;
  }

  private static boolean matches(
      MetaverseObject candidate, List<CompiledJoin> group, List<Value> values) {
    for (int i = 0; i < group.size(); i++) {
      CompiledJoin clause = group.get(i);
      Value wanted = values.get(i);
      boolean found = false;
      for (Value value : candidate.values().get(clause.metaverse())) {
        found |= JoinKey.matches(wanted, value, clause.caseSensitive());
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Value joinValue(Contributor contributor, CompiledJoin clause) {
    List<Value> values = contributor.inputs().attribute(clause.space());
    if (values.size() > 1) {
      throw new FlowException(
          "join-object-id-must-be-single-valued",
          "attribute %s of a join has %d values"
              .formatted(work.program().dictionary().name(clause.space()), values.size()));
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /// One metaverse object has at most one object of each connector. An object that was only
  /// planned, and never sent, gives way to the one that really exists.
  private void checkFree(SpaceObject object, long metaverse) {
    for (SpaceObject other : work.workspace().joinedTo(metaverse)) {
      boolean rival = other.connector() == object.connector() && other.id() != object.id();
      if (rival && other.images().present() && other.images().imported() != null) {
        throw new FlowException(
            "ambiguous-import-flow-from-multiple-connectors",
            "%s has the same join value as %s, which is already linked; make the values differ"
                .formatted(object.identity().dn(), other.identity().dn()));
      }
    }
  }

  /// A new metaverse object needs at least one value by which its other objects will find it.
  private static boolean hasJoinValue(Contributor contributor, CompiledRule rule) {
    if (rule.joins().isEmpty()) {
      return true;
    }
    for (List<CompiledJoin> group : rule.joins()) {
      for (CompiledJoin clause : group) {
        if (!contributor.inputs().attribute(clause.space()).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}
