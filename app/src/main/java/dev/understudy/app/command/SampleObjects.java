// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.instance.Factories;
import dev.understudy.app.output.Json;
import dev.understudy.connector.Connector;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.FullSource;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.Schema;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a sample object from LDIF or JSON.
final class SampleObjects {
  private static final String BINARY = "base64";
  private static final String REFERENCE = "dn";
  private static final Pattern OBJECT_CLASS = Pattern.compile("(?im)^objectClass: *([\\w-]+)\\s*$");

  private SampleObjects() {}

  static SampleObject read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new AppException(ExitCode.FAILED, "cannot read %s: %s".formatted(file, e), e);
    }
    return text.stripLeading().startsWith("{") ? json(file, text) : ldif(file, text);
  }

  /// Text, numbers and booleans as they are; bytes as `{"base64": "…"}`, references as `{"dn":
  /// "…"}`; several values as a list.
  private static SampleObject json(Path file, String text) {
    Map<String, List<Value>> values = new LinkedHashMap<>();
    try {
      JsonNode root = Json.mapper().readTree(text);
      root.properties()
          .forEach(property -> {
            List<Value> list = new ArrayList<>();
            if (property.getValue().isArray()) {
              property.getValue().forEach(item -> list.add(value(file, property.getKey(), item)));
            } else if (!property.getValue().isNull()) {
              list.add(value(file, property.getKey(), property.getValue()));
            }
            values.put(property.getKey(), list);
          });
    } catch (JacksonException e) {
      throw new AppException(
          ExitCode.FAILED,
          "%s:%d:%d: this is no JSON: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
    values.values().removeIf(List::isEmpty);
    return new SampleObject(values, Map.of());
  }

  private static Value value(Path file, String attribute, JsonNode node) {
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Value.of(node.longValue());
    }
    if (node.isString()) {
      return Value.of(node.stringValue());
    }
    try {
      if (node.has(BINARY)) {
        return Value.of(Base64.getDecoder().decode(node.get(BINARY).asString()));
      }
      if (node.has(REFERENCE)) {
        return Value.of(Dn.of(node.get(REFERENCE).asString()));
      }
    } catch (IllegalArgumentException e) {
      throw new AppException(
          ExitCode.FAILED,
          "%s: attribute %s: %s is no %s: %s"
              .formatted(file, attribute, node, node.has(BINARY) ? "Base64" : "DN", e.getMessage()),
          e);
    }
    throw AppException.failed(
        "%s: attribute %s: expected text, a whole number, true or false, {\"base64\": …} or {\"dn\": …}, found %s"
            .formatted(file, attribute, node));
  }

  /// Every object class that the file mentions, so that any entry is an object.
  private static String types(String ldif) {
    Set<String> types = new TreeSet<>();
    OBJECT_CLASS.matcher(ldif).results().forEach(found -> types.add(found.group(1)));
    return types.isEmpty()
        ? "object=top"
        : types.stream().map(type -> type + "=" + type).collect(Collectors.joining(", "));
  }

  /// LDIF is read as its connector reads it, so that types are the same here and there.
  private static SampleObject ldif(Path file, String text) {
    Map<String, String> settings =
        Map.of(
            "file", file.toString(),
            "anchor-attribute", "dn",
            "types", types(text));
    try (Connector connector = Factories.create("ldif", file.toString(), settings)) {
      Schema schema = connector.schema();
      First first = new First();
      ReadScope scope =
          new ReadScope(
              connector.partitions().getFirst(),
              schema.types().keySet(),
              schema.attributes().keySet());
      ((FullSource) connector).readAll(scope, first);
      if (first.found.isEmpty()) {
        throw AppException.failed(
            first.errors.isEmpty()
                ? "%s has no entry with an objectClass".formatted(file)
                : "%s: %s".formatted(file, first.errors.getFirst().detail()));
      }
      ImportedChange.Present object = first.found.getFirst();
      Map<String, List<Value>> values = new LinkedHashMap<>();
      values.put("dn", List.of(Value.of(object.dn())));
      values.putAll(object.attributes().map());
      return new SampleObject(values, schema.attributes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("stopped", e));
    }
  }

  /// Keeps the first object.
  private static final class First implements ImportSink {
    private final List<ImportedChange.Present> found = new ArrayList<>();
    private final List<DiscoveryError> errors = new ArrayList<>();

    @Override
    public void accept(ImportedChange change) {
      if (found.isEmpty() && change instanceof ImportedChange.Present present) {
        found.add(present);
      }
    }

    @Override
    public void reject(DiscoveryError error) {
      errors.add(error);
    }
  }
}
