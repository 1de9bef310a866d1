// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.ObjectTable;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Where a reader of changes is.
///
/// @param query what it asked for first
/// @param span the writes of this round; `since` is 0 in the first one, which lists what is there
/// @param place where in the round; null between two rounds
/// @param issued when the round began
record DeltaToken(Query query, ObjectTable.Span span, Place place, Instant issued) {

  /// @param select names of properties; empty for those that come by themselves
  /// @param ids of which objects; empty for all
  record Query(ObjectType type, List<String> select, List<String> ids) {
    Query {
      select = List.copyOf(select);
      ids = List.copyOf(ids);
    }
  }

  /// @param cursor the last object that was told whole
  /// @param link how many navigation properties of the next object were told whole
  /// @param target the last target of the next one that was told; empty when none was
  record Place(ObjectTable.Cursor cursor, int link, String target) {
    static final Place START = new Place(ObjectTable.Cursor.START, 0, "");
  }

  /// As text for an address.
  String text() {
    ObjectNode node = Json.object();
    node.put("t", query.type().set());
    node.put("s", String.join(",", query.select()));
    node.put("f", String.join(",", query.ids()));
    node.put("a", span.since());
    node.put("b", span.until());
    node.put("c", place.cursor().changed());
    node.put("i", place.cursor().id());
    node.put("l", place.link());
    node.put("m", place.target());
    node.put("at", issued.getEpochSecond());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.text(node).getBytes(StandardCharsets.UTF_8));
  }

  /// Reads one.
  static DeltaToken of(ObjectType type, String text) {
    try {
      ObjectNode node =
          Json.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
      ObjectType told = ObjectType.ofSet(node.path("t").asString("")).orElseThrow();
      if (told != type) {
        throw invalid();
      }
      return new DeltaToken(
          new Query(type, words(node.path("s").asString("")), words(node.path("f").asString(""))),
          new ObjectTable.Span(node.path("a").asLong(), node.path("b").asLong()),
          new Place(
              new ObjectTable.Cursor(node.path("c").asLong(), node.path("i").asString("")),
              node.path("l").asInt(),
              node.path("m").asString("")),
          Instant.ofEpochSecond(node.path("at").asLong()));
    } catch (IllegalArgumentException
        | JacksonException
        | ClassCastException
        | java.util.NoSuchElementException e) {
      throw invalid();
    }
  }

  private static GraphException invalid() {
    return GraphException.badRequest(
        "Directory_InvalidDeltaToken", "The provided delta or skip token is invalid.");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /// The next place of the same round.
  DeltaToken at(Place next) {
    return new DeltaToken(query, span, next, issued);
  }
}
