// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Creates and deletes many objects with one request (RFC 7644 §3.7). What needs a closer look is
/// left to be written one by one; so is everything when the service does not keep what it promised.
final class BulkWrite {
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  private static final int OPERATIONS_MAX = 500;
  private static final int ENVELOPE_BYTES = 200;

  private final ResourceWrite.Service service;
  private final ResourceWrite write;
  private final List<Operation> pending = new ArrayList<>();
  private long pendingBytes = ENVELOPE_BYTES;

  /// @param index of the delta in its batch
  /// @param resource what is created; null for a delete
  /// @param json the operation as it is sent
  private record Operation(
      int index, ObjectDelta delta, @Nullable ObjectNode resource, ObjectNode json) {}

  BulkWrite(ResourceWrite.Service service, ResourceWrite write) {
    this.service = service;
    this.write = write;
  }

  /// Whether it is worth while, and allowed.
  static boolean isOffered(ResourceWrite.Service service) {
    return service.settings().use().bulk() && service.model().provider().bulk().offered();
  }

  /// Writes what can be written so.
  ///
  /// @param mayBeThere the adds whose object may be there already
  /// @param outcomes gets what became of it; what stays null is to be written one by one
  void apply(List<ObjectDelta> batch, boolean[] mayBeThere, @Nullable ExportOutcome[] outcomes)
      throws InterruptedException {
    Provider.Bulk limits = service.model().provider().bulk();
    int operationsMax = Math.min(limits.operationsMax(), OPERATIONS_MAX);
    for (int i = 0; i < outcomes.length; i++) {
      Operation operation = operation(i, batch.get(i), mayBeThere[i]);
      if (operation == null) {
        continue;
      }
      long bytes = Json.MAPPER.writeValueAsBytes(operation.json).length + 1L;
      if (bytes + ENVELOPE_BYTES > limits.bytesMax()) {
        continue;
      }
      if (pending.size() == operationsMax || pendingBytes + bytes > limits.bytesMax()) {
        if (!flush(outcomes)) {
          return;
        }
      }
      pending.add(operation);
      pendingBytes += bytes;
    }
    flush(outcomes);
  }

  private @Nullable Operation operation(int index, ObjectDelta delta, boolean mayBeThere)
      throws InterruptedException {
    try {
      return switch (delta) {
        case ObjectDelta.Add add -> {
          if (mayBeThere) {
            yield null;
          }
          ObjectNode resource = write.resource(add);
          TypeModel type = service.model().types().get(add.objectType());
          yield type == null
              ? null
              : new Operation(
                  index, add, resource, json("POST", type.endpoint(), index).set("data", resource));
        }
        case ObjectDelta.Delete delete -> {
          TypeModel type = service.model().types().get(delete.objectType());
          String path = type == null ? "" : type.path(ResourceWrite.id(delete.anchor()));
          yield type == null
              ? null
              : new Operation(index, delete, null, json("DELETE", path, index));
        }
        case ObjectDelta.Modify _ -> null;
      };
    } catch (Refused e) {
      // It is refused again, and then told, when it is written alone.
      return null;
    }
  }

  private static ObjectNode json(String method, String path, int index) {
    ObjectNode json = Json.object();
    json.put("method", method);
    json.put("path", path);
    json.put("bulkId", bulkId(index));
    return json;
  }

  private static String bulkId(int index) {
    return "delta" + index;
  }

  /// Sends what is pending; false when the service does not take it so.
  private boolean flush(@Nullable ExportOutcome[] outcomes) throws InterruptedException {
    List<Operation> sent = List.copyOf(pending);
    pending.clear();
    pendingBytes = ENVELOPE_BYTES;
    if (sent.isEmpty()) {
      return true;
    }
    ObjectNode body = Json.object();
    body.putArray("schemas").add(SCHEMA);
    ArrayNode operations = body.putArray("Operations");
    sent.forEach(operation -> operations.add(operation.json));
    Answer answer = service.http().write("POST", "/Bulk", body, null);
    if (!answer.isSuccess()) {
      if (answer.isBusy()) {
        sent.forEach(operation -> outcomes[operation.index] = ScimFailure.ofObject(answer));
      }
      return answer.isBusy();
    }
    Map<String, JsonNode> told = new HashMap<>();
    for (JsonNode operation : Json.get(answer.body(), "Operations")) {
      told.put(Json.text(operation, "bulkId"), operation);
      String location = Json.text(operation, "location");
      told.putIfAbsent(location.substring(location.lastIndexOf('/') + 1), operation);
    }
    for (Operation operation : sent) {
      JsonNode one = told.get(bulkId(operation.index));
      if (one == null && operation.delta instanceof ObjectDelta.Delete delete) {
        // Some services keep the bulkId of what is created alone.
        one = told.get(ScimHttp.encoded(ResourceWrite.id(delete.anchor())));
      }
      outcomes[operation.index] =
          one == null
              ? new ExportOutcome.Busy("the service said nothing of it in its answer to a bulk")
              : outcome(operation, one);
    }
    return true;
  }

  private @Nullable ExportOutcome outcome(Operation operation, JsonNode told)
      throws InterruptedException {
    JsonNode response = Json.get(told, "response");
    int status = Json.get(told, "status").asInt(0);
    // A new resource that the service does not repeat has its id in its location.
    boolean repeated = !Json.text(response, "id").isEmpty();
    boolean success = status >= 200 && status < 300;
    Answer answer = Answer.of(status, success && !repeated ? told : response);
    if (operation.delta instanceof ObjectDelta.Add add && operation.resource != null) {
      TypeModel type = service.model().types().get(add.objectType());
      try {
        return type == null ? null : write.added(type, add, operation.resource, answer);
      } catch (Refused e) {
        return e.outcome();
      }
    }
    return operation.delta instanceof ObjectDelta.Delete delete
        ? write.deleted(ResourceWrite.id(delete.anchor()), answer)
        : null;
  }
}
