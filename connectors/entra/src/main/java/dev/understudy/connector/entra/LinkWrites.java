// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Links that shall be made and taken away, after all objects of the batch are there. Members are
/// added 20 at a time, and one by one where that fails, to find out which one it is.
final class LinkWrites {
  private static final int BIND = 20;

  private final EntraSettings settings;
  private final EntraConnector.Session session;
  private final Map<Integer, ExportOutcome> outcomes;
  private final List<Change> changes = new ArrayList<>();

  LinkWrites(
      EntraSettings settings,
      EntraConnector.Session session,
      Map<Integer, ExportOutcome> outcomes) {
    this.settings = settings;
    this.session = session;
    this.outcomes = outcomes;
  }

  /// @param index which delta of the batch it is
  record Owner(int index, CloudType type, String id) {
    String path(AttributeMap.Mapped kind) {
      return "/%s/%s/%s".formatted(type.set(), id, kind.property());
    }
  }

  /// What shall change of the links of a kind.
  record Change(Owner owner, AttributeMap.Mapped kind, List<Dn> added, List<Dn> removed) {}

  /// @param targets the ids that the request is about
  private record Sent(Change change, List<String> targets, Call call, boolean adds) {}

  void add(Change change) {
    changes.add(change);
  }

  void write() throws InterruptedException {
    Set<Dn> dns = new LinkedHashSet<>();
    changes.forEach(change -> {
      dns.addAll(change.added());
      dns.addAll(change.removed());
    });
    if (dns.isEmpty()) {
      return;
    }
    Map<Dn, String> ids = session.names().ids(dns);
    List<Sent> all = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind().kind() == AttributeMap.Kind.REFERENCE) {
        single(change, ids, all);
      } else {
        several(change, ids, all);
      }
    }
    List<Sent> singly = new ArrayList<>();
    send(all, singly);
    send(singly, new ArrayList<>());
  }

  private void single(Change change, Map<Dn, String> ids, List<Sent> all) {
    String path = change.owner().path(change.kind()) + "/$ref";
    if (change.added().isEmpty()) {
      all.add(new Sent(change, List.of(), Call.delete(path), false));
      return;
    }
    Dn dn = change.added().getLast();
    String id = ids.get(dn);
    if (id == null) {
      unknown(change.owner(), Set.of(dn));
    } else {
      all.add(new Sent(change, List.of(id), Call.put(path, reference(id)), true));
    }
  }

  private void several(Change change, Map<Dn, String> ids, List<Sent> all) {
    Set<Dn> unknown = new LinkedHashSet<>();
    Set<String> added = new TreeSet<>();
    for (Dn dn : change.added()) {
      String id = ids.get(dn);
      if (id == null) {
        unknown.add(dn);
      } else {
        added.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      unknown(change.owner(), unknown);
    }
    List<String> list = List.copyOf(added);
    for (int from = 0; from < list.size(); from += BIND) {
      List<String> part = list.subList(from, Math.min(list.size(), from + BIND));
      ObjectNode body = Json.object();
      ArrayNode array = body.putArray(change.kind().property() + "@odata.bind");
      part.forEach(id -> array.add(address(id)));
      String path = "/%s/%s".formatted(change.owner().type().set(), change.owner().id());
      all.add(new Sent(change, part, Call.patch(path, body), true));
    }
    for (Dn dn : change.removed()) {
      String id = ids.get(dn);
      // A name that nobody has is in no group any more.
      if (id != null) {
        String path = "%s/%s/$ref".formatted(change.owner().path(change.kind()), id);
        all.add(new Sent(change, List.of(id), Call.delete(path), false));
      }
    }
  }

  private void unknown(Owner owner, Collection<Dn> dns) {
    worse(
        owner,
        new ExportOutcome.Dependency(
            "dn-attributes-failure",
            "%d references lead to nothing in the cloud, such as %s"
                .formatted(dns.size(), dns.iterator().next())));
  }

  private void send(List<Sent> all, List<Sent> singly) throws InterruptedException {
    List<Reply> replies = session.graph().send(all.stream().map(Sent::call).toList());
    for (int i = 0; i < all.size(); i++) {
      Sent sent = all.get(i);
      Reply reply = replies.get(i);
      boolean done =
          reply.good()
              || (!sent.adds() && reply.status() == 404 && !ownerIsMissing(sent, reply))
              || (sent.adds() && sent.targets().size() == 1 && GraphFailure.isThere(reply));
      if (done) {
        continue;
      }
      if (sent.adds() && sent.targets().size() > 1 && !reply.passing()) {
        for (String id : sent.targets()) {
          String path = sent.change().owner().path(sent.change().kind()) + "/$ref";
          singly.add(new Sent(sent.change(), List.of(id), Call.post(path, reference(id)), true));
        }
      } else {
        failed(sent, reply);
      }
    }
  }

  private static boolean ownerIsMissing(Sent sent, Reply reply) {
    return reply.status() == 404 && reply.message().contains(sent.change().owner().id());
  }

  private void failed(Sent sent, Reply reply) {
    if (sent.adds() && reply.status() == 404 && !ownerIsMissing(sent, reply)) {
      sent.targets().forEach(session.names()::forget);
      worse(
          sent.change().owner(),
          new ExportOutcome.Dependency(
              "dn-attributes-failure", "a reference leads to nothing: " + reply.text()));
      return;
    }
    worse(sent.change().owner(), GraphFailure.ofWrite(reply));
  }

  /// What failed first is told, unless it was only a question of time.
  private void worse(Owner owner, ExportOutcome outcome) {
    outcomes.merge(
        owner.index(),
        outcome,
        (before, now) -> before instanceof ExportOutcome.Accepted ? now : before);
  }

  private ObjectNode reference(String id) {
    return Json.object().put("@odata.id", address(id));
  }

  private String address(String id) {
    return settings.place().graph() + "/v1.0/directoryObjects/" + id;
  }
}
