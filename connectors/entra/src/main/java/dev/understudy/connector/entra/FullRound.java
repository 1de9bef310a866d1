// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads all objects of a type. Graph tells an object with many links on several pages; it is
/// reported when it is whole, which is as soon as another one follows.
final class FullRound {
  private final Graph graph;
  private final Names names;
  private final ObjectReading reading;
  private final ImportSink sink;
  private final Set<String> told = new HashSet<>();
  private final List<Gathered> whole = new ArrayList<>();

  FullRound(Graph graph, Names names, ObjectReading reading, ImportSink sink) {
    this.graph = graph;
    this.names = names;
    this.reading = reading;
    this.sink = sink;
  }

  private record Gathered(
      String id, JsonNode object, Map<AttributeMap.Mapped, List<Links.Link>> links) {
    void add(JsonNode more, List<AttributeMap.Mapped> kinds) {
      for (AttributeMap.Mapped kind : kinds) {
        links.computeIfAbsent(kind, _ -> new ArrayList<>()).addAll(Links.of(more, kind).there());
      }
    }
  }

  /// Reads them.
  ///
  /// @return where the next round begins
  String read(int pageSize) throws InterruptedException {
    DeltaPages pages =
        DeltaPages.begin(
                graph,
                pageSize,
                "/%s/delta?$select=%s".formatted(reading.type().set(), reading.select()))
            .orElseThrow(() ->
                new ConnectorException(
                    ErrorCode.DIRECTORY, "Graph refuses to begin reading " + reading.type().set()));
    Gathered open = null;
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      for (JsonNode object : page.get()) {
        String id = object.path("id").asString("");
        if (object.has("@removed")) {
          continue;
        }
        if (open == null || !open.id().equals(id)) {
          if (open != null) {
            whole.add(open);
          }
          open = new Gathered(id, object, new HashMap<>());
        }
        open.add(object, reading.links());
      }
      if (pages.atEnd() && open != null) {
        whole.add(open);
      }
      report();
    }
    return pages.end();
  }

  private void report() throws InterruptedException {
    List<Links.Link> all = new ArrayList<>();
    for (Gathered one : whole) {
      names.learn(reading.type(), one.object());
      one.links().values().forEach(all::addAll);
    }
    names.ask(Links.ids(all));
    for (Gathered one : whole) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the read was stopped");
      }
      Dn dn = names.learn(reading.type(), one.object());
      if (told.add(one.id())) {
        Attributes.Builder attributes = reading.values(one.object());
        for (AttributeMap.Mapped kind : reading.links()) {
          attributes.add(
              kind.name(), Links.references(Objects.requireNonNull(one.links().get(kind)), names));
        }
        sink.accept(
            new ImportedChange.Present(
                CloudName.anchor(reading.type(), one.id()),
                dn,
                reading.type().type(),
                attributes.build()));
      } else {
        reportMore(one, dn);
      }
    }
    whole.clear();
  }

  /// The object was told before: what comes now are further links.
  private void reportMore(Gathered one, Dn dn) throws InterruptedException {
    List<AttributeChange> changes = new ArrayList<>();
    for (AttributeMap.Mapped kind : reading.links()) {
      List<Value> added = Links.references(Objects.requireNonNull(one.links().get(kind)), names);
      if (!added.isEmpty()) {
        changes.add(new AttributeChange.Update(kind.name(), added, List.of()));
      }
    }
    if (!changes.isEmpty()) {
      sink.accept(
          new ImportedChange.Modified(
              CloudName.anchor(reading.type(), one.id()), dn, null, changes));
    }
  }
}
