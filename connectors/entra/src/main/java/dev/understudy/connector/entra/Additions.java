// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes objects, or finds that they are there already.
final class Additions {
  private final EntraSettings settings;
  private final EntraConnector.Session session;
  private final Map<Integer, ExportOutcome> outcomes;
  private final LinkWrites links;

  Additions(
      EntraSettings settings,
      EntraConnector.Session session,
      Map<Integer, ExportOutcome> outcomes,
      LinkWrites links) {
    this.settings = settings;
    this.session = session;
    this.outcomes = outcomes;
    this.links = links;
  }

  /// An object that is there and shall become what is wanted.
  private record Taken(NewObject object, String id) {}

  void write(List<NewObject> objects) throws InterruptedException {
    if (objects.isEmpty()) {
      return;
    }
    Matches matches = new Matches(settings, session.graph());
    matches.ask(objects);
    List<NewObject> missing = new ArrayList<>();
    List<Taken> binned = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    for (NewObject object : objects) {
      switch (matches.of(object)) {
        case Matches.Match.None() -> missing.add(object);
        case Matches.Match.Itself(JsonNode itself) -> found(object, itself);
        case Matches.Match.InTheBin(String id) -> binned.add(new Taken(object, id));
        case Matches.Match.Soft(String id) -> taken.add(new Taken(object, id));
        case Matches.Match.Obstacle(ExportOutcome.Rejected outcome) ->
            outcomes.put(object.index(), outcome);
      }
    }
    taken.addAll(restored(binned));
    takeOver(taken);
    create(missing);
  }

  /// The object is there: by an earlier try of ours, or it differs, and an import will find it.
  private void found(NewObject object, JsonNode itself) {
    String id = itself.path("id").asString();
    ObjectReading reading = ObjectReading.of(object.type(), object.given().keySet());
    if (reading.has(itself, object.given())) {
      accepted(object, id);
    } else {
      outcomes.put(
          object.index(),
          new ExportOutcome.Exists(
              "%s is there already as %s with other values; the next import joins it"
                  .formatted(object, id)));
    }
  }

  private void accepted(NewObject object, String id) {
    session.names().learn(id, CloudName.dn(object.type(), id, object.anchor()));
    outcomes.put(
        object.index(), new ExportOutcome.Accepted(CloudName.anchor(object.type(), id), null));
    object
        .links()
        .forEach((kind, dns) ->
            links.add(
                new LinkWrites.Change(
                    new LinkWrites.Owner(object.index(), object.type(), id),
                    kind,
                    dns,
                    List.of())));
  }

  private List<Taken> restored(List<Taken> binned) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    for (Taken one : binned) {
      calls.add(Call.post("/directory/deletedItems/%s/restore".formatted(one.id()), Json.object()));
    }
    List<Reply> replies = session.graph().send(calls);
    List<Taken> restored = new ArrayList<>();
    for (int i = 0; i < binned.size(); i++) {
      Reply reply = replies.get(i);
      // Not in the bin any more: an earlier try took it out.
      boolean done = reply.good() || (reply.status() == 404 && reply.again());
      if (done) {
        restored.add(binned.get(i));
      } else {
        outcomes.put(binned.get(i).object().index(), GraphFailure.ofWrite(reply));
      }
    }
    return restored;
  }

  private void takeOver(List<Taken> taken) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    for (Taken one : taken) {
      ObjectNode body = one.object().values();
      if (one.object().type() == CloudType.USER) {
        body.put("onPremisesImmutableId", one.object().anchor());
      }
      calls.add(Call.patch("/%s/%s".formatted(one.object().type().set(), one.id()), body));
    }
    List<Reply> replies = session.graph().send(calls);
    for (int i = 0; i < taken.size(); i++) {
      if (replies.get(i).good()) {
        accepted(taken.get(i).object(), taken.get(i).id());
      } else {
        outcomes.put(taken.get(i).object().index(), GraphFailure.ofWrite(replies.get(i)));
      }
    }
  }

  private void create(List<NewObject> missing) throws InterruptedException {
    if (missing.isEmpty()) {
      return;
    }
    boolean users = missing.stream().anyMatch(one -> one.type() == CloudType.USER);
    String domain = users ? initialDomain() : "";
    List<Call> calls = missing.stream().map(one -> one.creation(domain)).toList();
    List<Reply> replies = session.graph().send(calls);
    List<NewObject> again = new ArrayList<>();
    for (int i = 0; i < missing.size(); i++) {
      Reply reply = replies.get(i);
      NewObject object = missing.get(i);
      if (reply.good() && reply.body().path("id").isString()) {
        accepted(object, reply.body().path("id").asString());
      } else if (reply.good() || reply.unsure() || GraphFailure.isConflict(reply)) {
        // It may be there by a try whose answer was lost.
        outcomes.put(object.index(), GraphFailure.ofWrite(reply));
        again.add(object);
      } else {
        outcomes.put(object.index(), GraphFailure.ofWrite(reply));
      }
    }
    if (!again.isEmpty()) {
      Matches matches = new Matches(settings, session.graph());
      matches.ask(again);
      for (NewObject object : again) {
        if (matches.of(object) instanceof Matches.Match.Itself(JsonNode itself)) {
          found(object, itself);
        }
      }
    }
  }

  /// The domain that the tenant was born with, for names of users that nobody named.
  private String initialDomain() throws InterruptedException {
    Reply reply =
        session.graph().read(Call.get("/organization?$select=id,displayName,verifiedDomains"));
    if (reply.good()) {
      for (JsonNode domain : reply.body().path("value").path(0).path("verifiedDomains")) {
        if (domain.path("isInitial").asBoolean(false)) {
          return domain.path("name").asString();
        }
      }
    }
    throw new ConnectorException(
        ErrorCode.PERMISSION,
        "connector %s: the domains of the tenant cannot be read (%s); grant Organization.Read.All"
            .formatted(settings.name(), reply.text()));
  }
}
