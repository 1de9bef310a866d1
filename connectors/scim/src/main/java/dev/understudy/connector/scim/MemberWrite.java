// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.scim.TypeModel.Attribute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Writes members of a group value by value. Adding one that is there and removing one that is not
/// should do no harm; a service that thinks otherwise makes the group be read, once.
final class MemberWrite {
  private final ResourceWrite.Service service;
  private final Values values;

  /// @param attribute the list of members
  private record Target(TypeModel type, String id, Attribute attribute) {
    String list() {
      String extension = attribute.path().extension();
      String name = attribute.path().name();
      return extension == null ? name : extension + ":" + name;
    }
  }

  MemberWrite(ResourceWrite.Service service, Values values) {
    this.service = service;
    this.values = values;
  }

  ExportOutcome apply(TypeModel type, String id, AttributeChange.Update change)
      throws Refused, InterruptedException {
    Attribute attribute = Values.attribute(type, change.name());
    Target target = new Target(type, id, attribute);
    List<String> added = texts(values.nodes(change.name(), attribute, change.added()));
    List<String> removed = texts(values.known(change.name(), attribute, change.removed()));
    if (added.isEmpty() && removed.isEmpty()) {
      Answer there = service.http().ask(type.path(id) + "?attributes=id");
      return there.isSuccess() ? ExportOutcome.Accepted.PLAIN : ScimFailure.ofObject(there);
    }
    ExportOutcome outcome = send(target, removed, false);
    return outcome instanceof ExportOutcome.Accepted ? send(target, added, true) : outcome;
  }

  private ExportOutcome send(Target target, List<String> ids, boolean adding)
      throws InterruptedException {
    int size = service.settings().limits().parallel().members();
    List<String> open = ids;
    boolean looked = false;
    while (!open.isEmpty()) {
      List<String> some = open.subList(0, Math.min(open.size(), size));
      Patch patch =
          adding ? Patch.adding(target.list(), some) : Patch.removing(target.list(), some);
      Answer answer =
          service.http().write("PATCH", target.type().path(target.id()), patch.toBody(), null);
      if (answer.isSuccess()) {
        open = open.subList(some.size(), open.size());
      } else if ((answer.status() == 400 || answer.status() == 409) && !looked) {
        looked = true;
        Set<String> there = new HashSet<>(members(target));
        open = open.stream().filter(id -> there.contains(id) != adding).toList();
      } else {
        return ScimFailure.ofObject(answer);
      }
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  private List<String> members(Target target) throws InterruptedException {
    Answer now = service.http().get(target.type().path(target.id()));
    return texts(target.attribute().path().read(now.body()));
  }

  private static List<String> texts(List<JsonNode> nodes) {
    return nodes.stream().map(node -> node.asString("")).toList();
  }
}
