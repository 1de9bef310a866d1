// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes a batch: first objects go, then they change, then new ones are made, then links.
final class EntraWriter {
  private final EntraSettings settings;
  private final EntraConnector.Session session;

  EntraWriter(EntraSettings settings, EntraConnector.Session session) {
    this.settings = settings;
    this.session = session;
  }

  List<ExportOutcome> write(List<ObjectDelta> batch) throws InterruptedException {
    Map<Integer, ExportOutcome> outcomes = new HashMap<>();
    Map<Integer, ObjectDelta.Modify> modifications = new LinkedHashMap<>();
    Map<Integer, ObjectDelta.Delete> deletions = new LinkedHashMap<>();
    List<NewObject> additions = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      switch (batch.get(i)) {
        case ObjectDelta.Add add -> {
          switch (NewObject.of(i, add)) {
            case NewObject.Wanted.Possible(NewObject object) -> additions.add(object);
            case NewObject.Wanted.Impossible(ExportOutcome.Rejected outcome) ->
                outcomes.put(i, outcome);
          }
        }
        case ObjectDelta.Modify modify -> modifications.put(i, modify);
        case ObjectDelta.Delete delete -> deletions.put(i, delete);
      }
    }
    LinkWrites links = new LinkWrites(settings, session, outcomes);
    delete(deletions, outcomes);
    new Modifications(session, outcomes, links).write(modifications);
    new Additions(settings, session, outcomes, links).write(additions);
    links.write();
    List<ExportOutcome> ordered = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      ordered.add(Objects.requireNonNull(outcomes.get(i)));
    }
    return ordered;
  }

  private void delete(
      Map<Integer, ObjectDelta.Delete> deletions, Map<Integer, ExportOutcome> outcomes)
      throws InterruptedException {
    List<Integer> indexes = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    deletions.forEach((index, delete) -> {
      Optional<CloudType> type = CloudType.named(delete.objectType());
      if (type.isEmpty() || type.get() == CloudType.CONTACT) {
        outcomes.put(
            index,
            new ExportOutcome.Rejected(
                "no-export-to-this-object-type",
                "Graph lets no application delete a %s".formatted(delete.objectType())));
      } else {
        indexes.add(index);
        calls.add(Call.delete("/%s/%s".formatted(type.get().set(), CloudName.id(delete.anchor()))));
      }
    });
    List<Reply> replies = session.graph().send(calls);
    for (int i = 0; i < replies.size(); i++) {
      int index = indexes.get(i);
      Reply reply = replies.get(i);
      boolean done = reply.good() || (reply.status() == 404 && reply.again());
      if (done) {
        ObjectDelta.Delete delete = Objects.requireNonNull(deletions.get(index));
        session.names().forget(CloudName.id(delete.anchor()));
      }
      outcomes.put(index, done ? ExportOutcome.Accepted.PLAIN : GraphFailure.ofWrite(reply));
    }
  }
}
