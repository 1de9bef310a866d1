// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.value.Attributes;
import dev.understudy.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// Reads what changed on objects of a type. A group that was known before is told by its
/// differences, so that one new member costs one value; everything else is told whole.
final class ChangeRound {
  /// Clocks differ, and what was created shortly before the last read may not have been in it.
  private static final Duration MARGIN = Duration.ofMinutes(15);

  private final Graph graph;
  private final Names names;
  private final ObjectReading reading;
  private final ImportSink sink;

  ChangeRound(Graph graph, Names names, ObjectReading reading, ImportSink sink) {
    this.graph = graph;
    this.names = names;
    this.reading = reading;
    this.sink = sink;
  }

  /// Reads them.
  ///
  /// @param before what the last read knew
  /// @param after what the next read will know
  void read(DeltaPages pages, Progress before, Progress after) throws InterruptedException {
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<JsonNode> live = new ArrayList<>();
      for (JsonNode object : page.get()) {
        if (object.has("@removed")) {
          gone(object, after);
        } else {
          live.add(object);
        }
      }
      if (reading.type() == CloudType.GROUP) {
        groups(live, before, after);
      } else {
        whole(live);
      }
    }
    after.links().put(reading.type(), pages.end());
  }

  private void gone(JsonNode object, Progress after) throws InterruptedException {
    String id = object.path("id").asString();
    names.forget(id);
    boolean restorable = object.path("@removed").path("reason").asString("").equals("changed");
    if (reading.type() == CloudType.GROUP && restorable) {
      after.deleted().add(id);
    }
    accept(new ImportedChange.Deleted(CloudName.anchor(reading.type(), id), null));
  }

  private void accept(ImportedChange change) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the read was stopped");
    }
    sink.accept(change);
  }

  /// Objects with one link at most, which is asked for unless it was told.
  private void whole(List<JsonNode> objects) throws InterruptedException {
    List<AttributeMap.Mapped> kinds = reading.links();
    Map<String, List<Links.Link>> links = new HashMap<>();
    for (AttributeMap.Mapped kind : kinds) {
      List<Call> calls = new ArrayList<>();
      for (JsonNode object : objects) {
        String id = object.path("id").asString();
        calls.add(
            Call.get("/%s/%s/%s?$select=id".formatted(reading.type().set(), id, kind.property())));
      }
      List<Reply> replies = graph.send(calls);
      for (int i = 0; i < replies.size(); i++) {
        String key = objects.get(i).path("id").asString() + "/" + kind.name();
        links.put(key, linked(replies.get(i)));
      }
    }
    List<Links.Link> all = new ArrayList<>();
    links.values().forEach(all::addAll);
    names.ask(Links.ids(all));
    for (JsonNode object : objects) {
      Attributes.Builder attributes = reading.values(object);
      String id = object.path("id").asString();
      for (AttributeMap.Mapped kind : kinds) {
        attributes.add(
            kind.name(),
            Links.references(Objects.requireNonNull(links.get(id + "/" + kind.name())), names));
      }
      present(object, attributes);
    }
  }

  private static List<Links.Link> linked(Reply reply) {
    if (reply.status() == 404) {
      return List.of();
    }
    if (!reply.good()) {
      throw GraphFailure.ofCall("reading a link", reply);
    }
    var list = Json.object();
    list.putArray("value").add(reply.body());
    return Links.of(list.get("value")).there();
  }

  private void present(JsonNode object, Attributes.Builder attributes) throws InterruptedException {
    accept(
        new ImportedChange.Present(
            CloudName.anchor(reading.type(), object.path("id").asString()),
            names.learn(reading.type(), object),
            reading.type().type(),
            attributes.build()));
  }

  private void groups(List<JsonNode> groups, Progress before, Progress after)
      throws InterruptedException {
    List<Links.Link> all = new ArrayList<>();
    for (JsonNode group : groups) {
      names.learn(CloudType.GROUP, group);
      for (AttributeMap.Mapped kind : reading.links()) {
        Links links = Links.of(group, kind);
        all.addAll(links.there());
        all.addAll(links.gone());
      }
    }
    names.ask(Links.ids(all));
    for (JsonNode group : groups) {
      boolean known = isKnown(group, before, after) && namesAreKnown(group);
      if (known) {
        differences(group);
      } else {
        wholeGroup(group);
      }
    }
  }

  private boolean isKnown(JsonNode group, Progress before, Progress after) {
    boolean cameBack = after.deleted().remove(group.path("id").asString()) || before.overflow();
    try {
      Instant created = Instant.parse(group.path("createdDateTime").asString(""));
      return !cameBack && created.isBefore(Instant.parse(before.since()).minus(MARGIN));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /// A link that is gone may lead to an object that is gone, whose name nobody knows any more.
  private boolean namesAreKnown(JsonNode group) {
    for (AttributeMap.Mapped kind : reading.links()) {
      for (Links.Link link : Links.of(group, kind).gone()) {
        if (names.known(link.id()).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private void differences(JsonNode group) throws InterruptedException {
    List<AttributeChange> changes = new ArrayList<>();
    for (AttributeMap.Mapped one : reading.mapped()) {
      if (!one.kind().isLink()) {
        changes.add(new AttributeChange.Replace(one.name(), ObjectReading.values(one, group)));
      } else if (!Links.of(group, one).isEmpty()) {
        Links links = Links.of(group, one);
        List<Value> added = Links.references(links.there(), names);
        List<Value> removed = Links.references(links.gone(), names);
        changes.add(new AttributeChange.Update(one.name(), added, removed));
      }
    }
    accept(
        new ImportedChange.Modified(
            CloudName.anchor(CloudType.GROUP, group.path("id").asString()),
            names.learn(CloudType.GROUP, group),
            null,
            changes));
  }

  private void wholeGroup(JsonNode group) throws InterruptedException {
    Attributes.Builder attributes = reading.values(group);
    for (AttributeMap.Mapped kind : reading.links()) {
      List<Links.Link> links = new ArrayList<>();
      String next =
          "/groups/%s/%s?$select=id&$top=999"
              .formatted(group.path("id").asString(), kind.property());
      while (!next.isEmpty()) {
        Reply reply = graph.read(Call.get(next));
        if (reply.status() == 404) {
          // It went meanwhile; the next read will say so.
          return;
        }
        if (!reply.good()) {
          throw GraphFailure.ofCall("reading the members of a group", reply);
        }
        links.addAll(Links.of(reply.body().path("value")).there());
        next = reply.body().path("@odata.nextLink").asString("");
      }
      names.ask(Links.ids(links));
      attributes.add(kind.name(), Links.references(links, names));
    }
    present(group, attributes);
  }
}
