// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.scim.TypeModel.Attribute;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes one object. What is changed is read first, so that only the difference is sent, under the
/// version that was read; members of groups are the exception: they are sent as they come, a
/// hundred at a time, and the group is never read for one of them.
final class ResourceWrite {
  private static final int ATTEMPTS_MAX = 4;

  private final Service service;
  private final Values values;

  /// What a write needs of the service.
  record Service(ScimSettings settings, ScimHttp http, Model model, Lookup lookup) {
    boolean patches() {
      return settings.use().patch() && model.provider().patch();
    }

    boolean compares() {
      return settings.use().versions() && model.provider().versions();
    }
  }

  ResourceWrite(Service service) {
    this.service = service;
    this.values = new Values(service.settings(), service.model(), service.lookup());
  }

  /// Writes a delta and says what became of it.
  ///
  /// @param mayBeThere whether an object that is to be added may be there already
  ExportOutcome apply(ObjectDelta delta, boolean mayBeThere) throws InterruptedException {
    try {
      return switch (delta) {
        case ObjectDelta.Add add -> add(add, mayBeThere);
        case ObjectDelta.Modify modify -> modify(modify);
        case ObjectDelta.Delete delete -> delete(delete);
      };
    } catch (Refused e) {
      return e.outcome();
    }
  }

  /// The resource that an object becomes.
  ObjectNode resource(ObjectDelta.Add add) throws Refused, InterruptedException {
    return values.resource(values.type(add.objectType()), add);
  }

  private ExportOutcome add(ObjectDelta.Add add, boolean mayBeThere)
      throws Refused, InterruptedException {
    TypeModel type = values.type(add.objectType());
    ObjectNode resource = values.resource(type, add);
    Optional<ExportOutcome> there =
        mayBeThere ? alreadyThere(type, add.dn(), resource) : Optional.empty();
    if (there.isPresent()) {
      return there.get();
    }
    Answer answer = service.http().write("POST", type.endpoint(), resource, null);
    return added(type, add, resource, answer);
  }

  /// What an answer to the creation of a resource means.
  ExportOutcome added(TypeModel type, ObjectDelta.Add add, ObjectNode resource, Answer answer)
      throws Refused, InterruptedException {
    if (answer.status() == 409) {
      Optional<ExportOutcome> there = alreadyThere(type, add.dn(), resource);
      return there.orElseGet(() -> ScimFailure.ofObject(answer));
    }
    if (!answer.isSuccess()) {
      return answer.status() == 404
          ? new ExportOutcome.Rejected("cd-error", answer.said())
          : ScimFailure.ofObject(answer);
    }
    String id = idIn(answer.body());
    if (id.isEmpty()) {
      return new ExportOutcome.Busy("the service did not tell the id of what it created");
    }
    service.lookup().names().put(id, add.dn().text());
    return new ExportOutcome.Accepted(Anchor.of(id), null);
  }

  /// Services differ in what they tell of a new resource: some but its location.
  static String idIn(JsonNode body) {
    String id = Json.text(body, "id");
    if (!id.isEmpty()) {
      return id;
    }
    String location = Json.text(Json.get(body, "meta"), "location");
    String path = location.isEmpty() ? Json.text(body, "location") : location;
    return URLDecoder.decode(
        path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// An add that is sent again finds its own work.
  Optional<ExportOutcome> alreadyThere(TypeModel type, Dn dn, ObjectNode wanted)
      throws InterruptedException {
    Map<String, String> found = service.lookup().idsOf(List.of(type), List.of(dn.text()), true);
    String id = found.get(dn.text());
    if (id == null) {
      return Optional.empty();
    }
    Answer there = service.http().ask(type.path(id));
    if (!there.isSuccess()) {
      return there.status() == 404 ? Optional.empty() : Optional.of(ScimFailure.ofObject(there));
    }
    for (Attribute attribute : type.attributes().values()) {
      List<JsonNode> has = attribute.path().read(there.body());
      if (attribute.readable()
          && attribute.writable()
          && !has.containsAll(attribute.path().read(wanted))) {
        return Optional.of(
            new ExportOutcome.Exists(
                "there is another %s called %s; it differs in %s"
                    .formatted(type.name(), dn, attribute.path().name())));
      }
    }
    return Optional.of(new ExportOutcome.Accepted(Anchor.of(id), null));
  }

  private ExportOutcome modify(ObjectDelta.Modify modify) throws Refused, InterruptedException {
    TypeModel type = values.type(modify.objectType());
    String id = id(modify.anchor());
    Dn newDn = modify.newDn();
    if (newDn != null) {
      checkFree(type, id, newDn);
    }
    List<AttributeChange> single = new ArrayList<>();
    List<AttributeChange.Update> lists = new ArrayList<>();
    for (AttributeChange change : modify.changes()) {
      Attribute attribute = Values.attribute(type, change.name());
      boolean list = attribute.path().isReference() && attribute.path().isMultiValued();
      if (list && service.patches() && change instanceof AttributeChange.Update update) {
        lists.add(update);
      } else {
        single.add(change);
      }
    }
    if (!single.isEmpty() || newDn != null || lists.isEmpty()) {
      ExportOutcome outcome = change(type, id, newDn, single);
      if (!(outcome instanceof ExportOutcome.Accepted)) {
        return outcome;
      }
    }
    for (AttributeChange.Update list : lists) {
      ExportOutcome outcome = new MemberWrite(service, values).apply(type, id, list);
      if (!(outcome instanceof ExportOutcome.Accepted)) {
        return outcome;
      }
    }
    if (newDn != null) {
      service.lookup().names().put(id, newDn.text());
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  private void checkFree(TypeModel type, String id, Dn newDn) throws Refused, InterruptedException {
    String other =
        service.lookup().idsOf(List.of(type), List.of(newDn.text()), true).get(newDn.text());
    if (other != null && !other.equals(id)) {
      throw Refused.because(
          "rename-to-existing-dn", "there is another %s called %s".formatted(type.name(), newDn));
    }
  }

  /// Reads, changes, and writes what differs; again when somebody else was in between. A service
  /// that refuses the very version that it tells has none that mean something.
  private ExportOutcome change(
      TypeModel type, String id, @Nullable Dn newDn, List<AttributeChange> changes)
      throws Refused, InterruptedException {
    Answer answer = Answer.empty(412);
    String refused = "";
    for (int attempt = 0; answer.status() == 412 && attempt < ATTEMPTS_MAX; attempt++) {
      Answer now = service.http().ask(type.path(id) + leavingOut(type, changes));
      if (!now.isSuccess()) {
        return ScimFailure.ofObject(now);
      }
      if (!(now.body().deepCopy() instanceof ObjectNode after)) {
        return new ExportOutcome.Busy("the service answered with nothing");
      }
      for (AttributeChange change : changes) {
        values.apply(type, after, change);
      }
      if (newDn != null) {
        values.name(type, after, newDn);
      }
      Patch patch =
          Patch.between(now.body(), after, type.schemas().subList(1, type.schemas().size()));
      if (patch.isEmpty()) {
        return ExportOutcome.Accepted.PLAIN;
      }
      String version = version(now.body());
      answer = send(type, id, patch, after, version.equals(refused) ? "" : version);
      refused = version;
    }
    return answer.isSuccess() ? ExportOutcome.Accepted.PLAIN : ScimFailure.ofObject(answer);
  }

  /// What the object must still be; empty when that is not compared.
  private String version(JsonNode resource) {
    return service.compares() ? Json.text(Json.get(resource, "meta"), "version") : "";
  }

  private Answer send(TypeModel type, String id, Patch patch, ObjectNode after, String version)
      throws InterruptedException {
    String match = version.isEmpty() ? null : version;
    if (service.patches()) {
      return service.http().write("PATCH", type.path(id), patch.toBody(), match);
    }
    Json.remove(after, "meta");
    Values.setSchemas(type, after);
    return service.http().write("PUT", type.path(id), after, match);
  }

  /// The members of a group are not read to change its name. Where everything is written again they
  /// must be.
  private String leavingOut(TypeModel type, List<AttributeChange> changes) {
    Optional<String> list = type.referenceList();
    boolean needed =
        !service.patches()
            || list.isEmpty()
            || changes.stream().anyMatch(change -> change.name().equals(list.get()));
    return needed ? "" : ScimHttp.query(Map.of("excludedAttributes", list.get()));
  }

  private ExportOutcome delete(ObjectDelta.Delete delete) throws Refused, InterruptedException {
    TypeModel type = values.type(delete.objectType());
    String id = id(delete.anchor());
    Answer answer = service.http().write("DELETE", type.path(id), null, null);
    if (answer.status() == 412 || answer.status() == 428) {
      Answer now = service.http().ask(type.path(id));
      String version = Json.text(Json.get(now.body(), "meta"), "version");
      answer =
          service.http().write("DELETE", type.path(id), null, version.isEmpty() ? null : version);
    }
    return deleted(id, answer);
  }

  /// What an answer to a delete means.
  ExportOutcome deleted(String id, Answer answer) {
    if (answer.isSuccess() || answer.status() == 404 || answer.status() == 410) {
      service.lookup().names().remove(id);
    }
    return answer.isSuccess() ? ExportOutcome.Accepted.PLAIN : ScimFailure.ofObject(answer);
  }

  static String id(Anchor anchor) {
    return new String(anchor.bytes(), StandardCharsets.UTF_8);
  }
}
