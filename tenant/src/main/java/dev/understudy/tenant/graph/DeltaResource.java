// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.LinkTable;
import dev.understudy.tenant.directory.ObjectTable;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.query.Filter;
import dev.understudy.tenant.query.QueryOptions;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Header;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What changed: first a listing of all, then what happened since, for as long as a token lives.
///
/// The first round lists by id what is there at the moment of each page; what changes meanwhile
/// belongs to the next round as well. A later round tells the writes of a closed span; an object
/// that is written again meanwhile moves to the next one.
final class DeltaResource {
  /// How long a token is good for.
  static final Duration LIFETIME = Duration.ofDays(7);

  private static final int PAGE = 200;
  private static final int LINKS_PER_ANSWER = 1_000;

  private final Directory directory;
  private final Shape shape;
  private volatile Instant oldest = Instant.EPOCH;

  DeltaResource(Directory directory) {
    this.directory = directory;
    this.shape = new Shape(directory);
  }

  /// From now on every token that was ever given out is too old.
  void expireTokens() {
    oldest = directory.now().plusSeconds(1);
  }

  Answer get(ObjectType type, Request request) {
    Map<String, String> given = request.parameters();
    String token = given.getOrDefault("$skiptoken", given.getOrDefault("$deltatoken", ""));
    if (token.isEmpty() || token.equals("latest")) {
      for (String name : List.of("$expand", "$top", "$orderby", "$search", "$count")) {
        if (given.containsKey(name)) {
          throw GraphException.badRequest(
              "Request_UnsupportedQuery",
              "The query parameter '%s' is not supported by delta.".formatted(name));
        }
      }
      return first(type, request, token.equals("latest"));
    }
    DeltaToken known = DeltaToken.of(type, token);
    Instant now = directory.now();
    if (known.issued().isBefore(oldest) || known.issued().plus(LIFETIME).isBefore(now)) {
      throw GraphException.withHeaders(
          410,
          "syncStateNotFound",
          "The sync state is too old or was lost: begin again.",
          new Header("Location", address(request, type) + "?$deltatoken="));
    }
    if (given.containsKey("$deltatoken")) {
      known =
          new DeltaToken(
              known.query(),
              new ObjectTable.Span(known.span().until(), directory.database().number()),
              DeltaToken.Place.START,
              issue());
    }
    return page(known, request);
  }

  private Instant issue() {
    // Tokens know whole seconds; one of the second in which all others expired must be good.
    Instant now = directory.now();
    return now.isBefore(oldest) ? oldest.plusSeconds(1) : now;
  }

  private Answer first(ObjectType type, Request request, boolean latest) {
    QueryOptions options = QueryOptions.of(request);
    shape.check(type, options.select());
    DeltaToken token =
        new DeltaToken(
            new DeltaToken.Query(type, options.select(), ids(options.conditions().filter())),
            new ObjectTable.Span(0, directory.database().number()),
            DeltaToken.Place.START,
            issue());
    if (latest) {
      ObjectNode body = body(token, request);
      body.putArray("value");
      body.put("@odata.deltaLink", link(token, request, "$deltatoken"));
      return Answer.of(200, body);
    }
    return page(token, request);
  }

  private static List<String> ids(@Nullable Filter filter) {
    List<String> ids = new ArrayList<>();
    if (filter != null) {
      for (Filter alternative : Filter.alternatives(filter)) {
        if (alternative
                instanceof Filter.Comparison(List<String> path, var operator, String value, _)
            && path.equals(List.of("id"))
            && operator == Filter.Operator.EQ
            && value != null) {
          ids.add(value);
        } else {
          throw GraphException.badRequest(
              "Request_UnsupportedQuery", "delta supports $filter by id only.");
        }
      }
    }
    return ids;
  }

  /// What one answer still has room for, and where it ended.
  private static final class Room {
    private int links = LINKS_PER_ANSWER;
    private DeltaToken.Place place;

    Room(DeltaToken.Place place) {
      this.place = place;
    }
  }

  private Answer page(DeltaToken token, Request request) {
    ObjectNode body = body(token, request);
    ArrayNode value = body.putArray("value");
    Room room = new Room(token.place());
    int max = pageSize(request);
    List<StoredObject> objects = objects(token, max);
    boolean whole = true;
    for (StoredObject object : objects) {
      List<String> ids = token.query().ids();
      if (ids.isEmpty() || ids.contains(object.id())) {
        whole = tell(object, token, value, room);
        if (!whole) {
          break;
        }
      }
      room.place =
          new DeltaToken.Place(
              new ObjectTable.Cursor(object.stamp().changed(), object.id()), 0, "");
    }
    boolean more = !whole || objects.size() == max;
    DeltaToken next = token.at(more ? room.place : DeltaToken.Place.START);
    body.put(
        more ? "@odata.nextLink" : "@odata.deltaLink",
        link(next, request, more ? "$skiptoken" : "$deltatoken"));
    return Answer.of(200, body);
  }

  private List<StoredObject> objects(DeltaToken token, int max) {
    ObjectType type = token.query().type();
    ObjectTable.Cursor cursor = token.place().cursor();
    return token.span().since() == 0
        ? directory
            .objects()
            .list(type, StoredObject.State.LIVE, new ObjectTable.Page(cursor.id(), max))
        : directory.objects().changed(type, token.span(), cursor, max);
  }

  /// @return false when there was no room for all its links
  private boolean tell(StoredObject object, DeltaToken token, ArrayNode value, Room room) {
    if (!object.live()) {
      ObjectNode node = value.addObject();
      node.put("id", object.id());
      boolean restorable = object.stamp().state() == StoredObject.State.DELETED;
      node.putObject("@removed").put("reason", restorable ? "changed" : "deleted");
      return true;
    }
    List<String> select = new ArrayList<>(token.query().select());
    List<Navigation> ways = ways(object.type(), select);
    ways.forEach(way -> select.remove(way.name()));
    if (!select.isEmpty() && !select.contains("id")) {
      select.add("id");
    }
    boolean onlyLinks = select.isEmpty() && !token.query().select().isEmpty();
    ObjectNode node = shape.of(object, new Shape.View(onlyLinks ? List.of("id") : select, false));
    value.add(node);
    for (int i = room.place.link(); i < ways.size(); i++) {
      boolean whole = tellLinks(object, ways.get(i), new Told(token, node, i), room);
      if (!whole) {
        return false;
      }
      room.place = new DeltaToken.Place(room.place.cursor(), i + 1, "");
    }
    return true;
  }

  private static List<Navigation> ways(ObjectType type, List<String> select) {
    List<String> names = select.isEmpty() && type == ObjectType.GROUP ? List.of("members") : select;
    List<Navigation> ways = new ArrayList<>();
    for (String name : names) {
      Navigation.of(type, name).filter(way -> !way.back()).ifPresent(ways::add);
    }
    return ways;
  }

  private record Told(DeltaToken token, ObjectNode node, int index) {}

  private boolean tellLinks(StoredObject object, Navigation way, Told told, Room room) {
    LinkTable.Links links = new LinkTable.Links(object.id(), way.kind());
    ObjectTable.Page page = new ObjectTable.Page(room.place.target(), room.links + 1);
    boolean first = told.token().span().since() == 0;
    List<LinkTable.LinkChange> changes =
        first
            ? directory.links().targets(links, page).stream()
                .map(target -> new LinkTable.LinkChange(target, true))
                .toList()
            : directory.links().changes(links, told.token().span(), page);
    int count = Math.min(changes.size(), room.links);
    if (count > 0) {
      ArrayNode array = told.node().putArray(way.name() + "@delta");
      for (LinkTable.LinkChange change : changes.subList(0, count)) {
        ObjectNode node = array.addObject();
        directory
            .objects()
            .find(change.target())
            .ifPresent(target -> node.put("@odata.type", target.type().odataType()));
        node.put("id", change.target());
        if (!change.there()) {
          node.putObject("@removed").put("reason", "deleted");
        }
      }
      room.links -= count;
    }
    if (changes.size() > count) {
      String last = count == 0 ? room.place.target() : changes.get(count - 1).target();
      room.place = new DeltaToken.Place(room.place.cursor(), told.index(), last);
      return false;
    }
    return true;
  }

  private static int pageSize(Request request) {
    String prefer = request.header("Prefer").orElse("");
    for (String preference : prefer.split("[,;]\\s*", -1)) {
      if (preference.matches("odata\\.maxpagesize=[1-9]\\d{0,3}")) {
        return Math.min(999, Integer.parseInt(preference.substring("odata.maxpagesize=".length())));
      }
    }
    return PAGE;
  }

  private static ObjectNode body(DeltaToken token, Request request) {
    List<String> select = token.query().select();
    ObjectNode body = Json.object();
    body.put(
        "@odata.context",
        request.target().base()
            + "/v1.0/$metadata#"
            + token.query().type().set()
            + (select.isEmpty() ? "" : "(" + String.join(",", select) + ")")
            + "/$delta");
    return body;
  }

  private static String link(DeltaToken token, Request request, String parameter) {
    return address(request, token.query().type()) + "?" + parameter + "=" + token.text();
  }

  private static String address(Request request, ObjectType type) {
    return request.target().base() + "/v1.0/" + type.set() + "/delta";
  }
}
