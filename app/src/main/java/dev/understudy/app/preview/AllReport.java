// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.preview;

import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import dev.understudy.app.pending.ValueRows;
import dev.understudy.app.preview.AllPreview.Changed;
import dev.understudy.app.preview.AllPreview.ChangedAttribute;
import dev.understudy.engine.store.StepError;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes what would be different for everybody as it is found, and counts it.
public final class AllReport {
  private static final String INDENT = "    ";

  private final PrintWriter out;
  private final @Nullable JsonGenerator json;
  private final boolean summary;
  private final Map<String, long[]> objects = new TreeMap<>();
  private final Map<String, Long> attributes = new TreeMap<>();

  /// @param asJson whether for machines
  /// @param summary whether only counts are wanted
  public AllReport(PrintWriter out, boolean asJson, boolean summary) {
    this.out = out;
    this.summary = summary;
    this.json = asJson ? Json.generator(out) : null;
    if (json != null) {
      json.writeStartObject();
      json.writeArrayPropertyStart("objects");
    }
  }

  /// Takes one object.
  public void add(Changed changed) {
    long[] counts = objects.computeIfAbsent(changed.where(), _ -> new long[3]);
    counts[changed.kind().equals("add") ? 0 : changed.kind().equals("update") ? 1 : 2]++;
    for (ChangedAttribute one : changed.attributes()) {
      attributes.merge(
          "%s\n%s\n%s".formatted(changed.where(), one.attribute(), one.rule()), 1L, Long::sum);
    }
    if (summary) {
      return;
    }
    if (json != null) {
      json.writePOJO(changed);
    } else {
      print(changed);
    }
  }

  private void print(Changed changed) {
    out.println(
        "%s %s %s  %s  %s"
            .formatted(
                changed.where(),
                changed.kind(),
                changed.type(),
                Texts.oneLine(changed.name()),
                Texts.oneLine(changed.dn()))
            .stripTrailing());
    Table table = new Table("", "", "");
    ValueRows rows = new ValueRows(table);
    changed
        .attributes()
        .forEach(one -> rows.add(one.attribute(), one.before(), one.after(), one.rule()));
    table.print(out, INDENT);
    out.println();
  }

  /// Ends with the counts.
  ///
  /// @param errors objects that could not be synchronized
  public void end(List<StepError> errors) {
    if (json != null) {
      endJson(json, errors);
      return;
    }
    for (StepError error : errors) {
      out.println("would fail: %s  %s".formatted(Texts.oneLine(error.dn()), error.name()));
      out.println(INDENT + Texts.oneLine(error.detail()));
    }
    if (objects.isEmpty()) {
      out.println("Nothing would be different.");
      return;
    }
    Table counts = new Table("WHERE", "ADDS", "UPDATES", "DELETES");
    objects.forEach((where, count) -> counts.row(where, count[0], count[1], count[2]));
    counts.print(out);
    Table rules = new Table("WHERE", "ATTRIBUTE", "OBJECTS", "RULE");
    attributes.forEach((key, count) -> {
      String[] parts = key.split("\n", -1);
      rules.row(parts[0], parts[1], count, parts[2]);
    });
    out.println();
    rules.print(out);
  }

  private void endJson(JsonGenerator generator, List<StepError> errors) {
    generator.writeEndArray();
    generator.writeArrayPropertyStart("errors");
    errors.forEach(generator::writePOJO);
    generator.writeEndArray();
    generator.writeArrayPropertyStart("summary");
    objects.forEach((where, count) -> {
      generator.writeStartObject();
      generator.writeStringProperty("where", where);
      generator.writeNumberProperty("adds", count[0]);
      generator.writeNumberProperty("updates", count[1]);
      generator.writeNumberProperty("deletes", count[2]);
      generator.writeEndObject();
    });
    generator.writeEndArray();
    generator.writeArrayPropertyStart("attributes");
    attributes.forEach((key, count) -> {
      String[] parts = key.split("\n", -1);
      generator.writeStartObject();
      generator.writeStringProperty("where", parts[0]);
      generator.writeStringProperty("attribute", parts[1]);
      generator.writeStringProperty("rule", parts[2]);
      generator.writeNumberProperty("objects", count);
      generator.writeEndObject();
    });
    generator.writeEndArray();
    generator.writeEndObject();
    generator.flush();
    out.println();
  }
}
