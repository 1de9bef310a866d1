// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.output.Json;
import dev.understudy.app.pending.PendingObject.Difference;
import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// For machines: one document, written as it is read.
public final class PendingJson implements PendingPrinter {
  private final PrintWriter out;
  private final JsonGenerator json;

  public PendingJson(PrintWriter out) {
    this.out = out;
    json = Json.generator(out);
    json.writeStartObject();
    json.writeArrayPropertyStart("objects");
  }

  @Override
  public void print(PendingObject object) {
    PendingObject.Identity identity = object.identity();
    json.writeStartObject();
    json.writeStringProperty("connector", identity.connector());
    json.writeNumberProperty("id", identity.id());
    json.writeStringProperty("operation", object.operation().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("type", identity.type());
    json.writeStringProperty("name", identity.name());
    json.writeStringProperty("dn", identity.dn());
    if (object.newDn() != null) {
      json.writeStringProperty("newDn", object.newDn());
    }
    if (!object.reason().isEmpty()) {
      json.writeStringProperty("reason", object.reason());
    }
    json.writeArrayPropertyStart("attributes");
    object.attributes().forEach(this::attribute);
    json.writeEndArray();
    json.writeArrayPropertyStart("references");
    object.references().forEachRemaining(this::reference);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void attribute(Difference difference) {
    json.writeStartObject();
    json.writeStringProperty("attribute", difference.attribute());
    values("before", difference.before());
    values("after", difference.after());
    json.writeStringProperty("rule", difference.rule());
    json.writeEndObject();
  }

  private void values(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private void reference(ReferenceDifference reference) {
    json.writeStartObject();
    json.writeStringProperty("attribute", reference.attribute());
    json.writeStringProperty("change", reference.added() ? "add" : "remove");
    json.writeStringProperty("dn", reference.dn());
    json.writeStringProperty("name", reference.name());
    json.writeStringProperty("rule", reference.rule());
    json.writeEndObject();
  }

  @Override
  public void end(PendingCounts counts) {
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("adds", counts.adds());
    json.writeNumberProperty("updates", counts.updates());
    json.writeNumberProperty("renames", counts.renames());
    json.writeNumberProperty("deletes", counts.deletes());
    json.writeEndObject();
    json.writeEndObject();
    json.flush();
    out.println();
  }
}
