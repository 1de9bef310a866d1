// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Changes objects.
final class Modifications {
  private final EntraConnector.Session session;
  private final Map<Integer, ExportOutcome> outcomes;
  private final LinkWrites links;

  Modifications(
      EntraConnector.Session session, Map<Integer, ExportOutcome> outcomes, LinkWrites links) {
    this.session = session;
    this.outcomes = outcomes;
    this.links = links;
  }

  /// What shall change of an object.
  ///
  /// @param values the values that are known already
  /// @param relative changes that depend on what is there
  private record Planned(
      LinkWrites.Owner owner,
      ObjectDelta.Modify delta,
      ObjectNode values,
      Map<AttributeMap.Mapped, AttributeChange> relative) {}

  void write(Map<Integer, ObjectDelta.Modify> deltas) throws InterruptedException {
    List<Planned> planned = new ArrayList<>();
    deltas.forEach((index, delta) -> plan(index, delta).ifPresent(planned::add));
    List<Planned> ready = resolved(planned);
    List<Planned> patched = ready.stream().filter(one -> !one.values().isEmpty()).toList();
    List<Reply> replies =
        session
            .graph()
            .send(
                patched.stream()
                    .map(one ->
                        Call.patch(
                            "/%s/%s".formatted(one.owner().type().set(), one.owner().id()),
                            one.values()))
                    .toList());
    for (int i = 0; i < patched.size(); i++) {
      Planned one = patched.get(i);
      if (!replies.get(i).good()) {
        outcomes.put(one.owner().index(), GraphFailure.ofWrite(replies.get(i)));
      }
    }
    for (Planned one : ready) {
      if (outcomes.putIfAbsent(one.owner().index(), ExportOutcome.Accepted.PLAIN) == null) {
        Dn newDn = one.delta().newDn();
        if (newDn != null) {
          session.names().learn(one.owner().id(), newDn);
        }
        queueLinks(one);
      }
    }
  }

  private Optional<Planned> plan(int index, ObjectDelta.Modify delta) {
    Optional<CloudType> type = CloudType.named(delta.objectType());
    if (type.isEmpty() || type.get() == CloudType.CONTACT) {
      return refused(
          index,
          "no-export-to-this-object-type",
          "Graph lets no application change a %s".formatted(delta.objectType()));
    }
    LinkWrites.Owner owner = new LinkWrites.Owner(index, type.get(), CloudName.id(delta.anchor()));
    Planned planned = new Planned(owner, delta, Json.object(), new LinkedHashMap<>());
    Dn newDn = delta.newDn();
    if (newDn != null && !newDn.equals(delta.dn())) {
      if (type.get() != CloudType.USER
          || !(CloudName.of(newDn).orElse(null) instanceof CloudName.OfSource(String anchor))) {
        return refused(
            index,
            "modify-naming-attribute",
            "the anchor of a %s cannot become that of %s in Graph"
                .formatted(delta.objectType(), newDn));
      }
      planned.values().put("onPremisesImmutableId", anchor);
    }
    for (AttributeChange change : delta.changes()) {
      switch (WriteBody.line(type.get(), change.name(), false)) {
        case WriteBody.Line.Refused(ExportOutcome.Rejected outcome) -> {
          outcomes.put(index, outcome);
          return Optional.empty();
        }
        case WriteBody.Line.Writable(AttributeMap.Mapped mapped) -> one(planned, mapped, change);
      }
    }
    return Optional.of(planned);
  }

  private Optional<Planned> refused(int index, String error, String detail) {
    outcomes.put(index, new ExportOutcome.Rejected(error, detail));
    return Optional.empty();
  }

  private static void one(Planned planned, AttributeMap.Mapped mapped, AttributeChange change) {
    switch (change) {
      case AttributeChange.Replace(_, List<Value> values) -> {
        if (mapped.kind().isLink()) {
          planned.relative().put(mapped, change);
        } else {
          WriteBody.put(planned.values(), mapped, values);
        }
      }
      case AttributeChange.Update(_, List<Value> added, _) -> {
        switch (mapped.kind()) {
          case TEXT, FIRST, FLAG ->
              WriteBody.put(
                  planned.values(), mapped, added.isEmpty() ? List.of() : List.of(added.getLast()));
          case TEXTS, REFERENCE, REFERENCES -> planned.relative().put(mapped, change);
        }
      }
    }
  }

  /// Asks for the lists of texts that are to be changed, because Graph takes them as a whole.
  private List<Planned> resolved(List<Planned> planned) throws InterruptedException {
    List<Planned> asking = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    for (Planned one : planned) {
      Set<String> properties = new LinkedHashSet<>();
      one.relative().keySet().stream()
          .filter(mapped -> mapped.kind() == AttributeMap.Kind.TEXTS)
          .forEach(mapped -> properties.add(mapped.property()));
      if (!properties.isEmpty()) {
        asking.add(one);
        calls.add(
            Call.get(
                "/%s/%s?$select=id,%s"
                    .formatted(
                        one.owner().type().set(), one.owner().id(), String.join(",", properties))));
      }
    }
    List<Reply> replies = session.graph().send(calls);
    List<Planned> ready = new ArrayList<>(planned);
    for (int i = 0; i < asking.size(); i++) {
      Planned one = asking.get(i);
      Reply reply = replies.get(i);
      if (reply.good()) {
        one.relative()
            .forEach((mapped, change) -> {
              if (change instanceof AttributeChange.Update update
                  && mapped.kind() == AttributeMap.Kind.TEXTS) {
                Set<Value> values = new LinkedHashSet<>(ObjectReading.values(mapped, reply.body()));
                update.removed().forEach(values::remove);
                values.addAll(update.added());
                WriteBody.put(one.values(), mapped, List.copyOf(values));
              }
            });
      } else {
        outcomes.put(one.owner().index(), GraphFailure.ofWrite(reply));
        ready.remove(one);
      }
    }
    return ready;
  }

  private void queueLinks(Planned one) throws InterruptedException {
    for (Map.Entry<AttributeMap.Mapped, AttributeChange> entry : one.relative().entrySet()) {
      AttributeMap.Mapped mapped = entry.getKey();
      if (mapped.kind().isLink()) {
        switch (entry.getValue()) {
          case AttributeChange.Update(_, List<Value> added, List<Value> removed) ->
              links.add(
                  new LinkWrites.Change(
                      one.owner(), mapped, WriteBody.dns(added), WriteBody.dns(removed)));
          case AttributeChange.Replace(_, List<Value> values) -> replace(one, mapped, values);
        }
      }
    }
  }

  /// A list of links is replaced by what is missing and what is too much.
  private void replace(Planned one, AttributeMap.Mapped mapped, List<Value> values)
      throws InterruptedException {
    Set<Dn> wanted = new LinkedHashSet<>(WriteBody.dns(values));
    Set<Dn> there = new LinkedHashSet<>();
    if (mapped.kind() == AttributeMap.Kind.REFERENCES) {
      String next = one.owner().path(mapped) + "?$select=id&$top=999";
      while (!next.isEmpty()) {
        Reply reply = session.graph().read(Call.get(next));
        if (!reply.good()) {
          outcomes.put(one.owner().index(), GraphFailure.ofWrite(reply));
          return;
        }
        List<Links.Link> page = Links.of(reply.body().path("value")).there();
        session.names().ask(Links.ids(page));
        page.forEach(link -> session.names().known(link.id()).ifPresent(there::add));
        next = reply.body().path("@odata.nextLink").asString("");
      }
    } else if (wanted.isEmpty()) {
      // Graph takes the one link away whatever it is, so any name will do.
      there.add(Objects.requireNonNull(one.delta().dn()));
    }
    Set<Dn> removed = new LinkedHashSet<>(there);
    removed.removeAll(wanted);
    wanted.removeAll(there);
    if (!wanted.isEmpty() || !removed.isEmpty()) {
      links.add(
          new LinkWrites.Change(one.owner(), mapped, List.copyOf(wanted), List.copyOf(removed)));
    }
  }
}
