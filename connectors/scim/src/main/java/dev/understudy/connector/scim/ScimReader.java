// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.AnchorSketch;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.value.Anchor;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one scope, whole or what changed. SCIM has no deltas: what changed is asked for by
/// `meta.lastModified`, and a pass over all identifiers, compared with the [AnchorSketch] of the
/// last read, tells whether any is missing; then a full read is required, which finds out which.
final class ScimReader {
  private static final String PREFIX = "scim1 ";

  /// A change becomes visible some time after the moment that it carries.
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  /// With more changes than this a full read costs no more.
  private static final int CHANGES_MAX = 50_000;

  private final ScimSettings settings;
  private final ScimHttp http;
  private final Model model;
  private final Lookup lookup;

  ScimReader(ScimSettings settings, ScimHttp http, Model model, Lookup lookup) {
    this.settings = settings;
    this.http = http;
    this.model = model;
    this.lookup = lookup;
  }

  /// The last change of each type that was read. A resource without a time spoils it.
  private static final class Latest {
    private final Map<String, Instant> byType = new LinkedHashMap<>();
    private boolean untold;

    void add(TypeModel type, JsonNode resource) {
      Instant time = lastModified(resource);
      if (time == null) {
        untold = true;
      } else {
        byType.merge(type.name(), time, (one, other) -> one.isAfter(other) ? one : other);
      }
    }
  }

  ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    Resources resources = new Resources(model.types().values(), lookup, scope);
    AnchorSketch sketch = new AnchorSketch();
    Latest latest = new Latest();
    for (TypeModel type : types(scope)) {
      Optional<String> cutOff =
          pages(type)
              .forEach(
                  resources.query(type),
                  resource -> {
                    latest.add(type, resource);
                    sketch(sketch, resource, false);
                    resources.deliver(type, resource, sink);
                  });
      if (cutOff.isPresent()) {
        return new ReadEnd.Incomplete(cutOff.get());
      }
    }
    boolean follows = model.provider().filter() && !latest.untold;
    return new ReadEnd.Complete(follows ? watermark(sketch, latest) : null);
  }

  ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    String[] parts = since.text().split(" ", -1);
    Optional<AnchorSketch> before =
        since.text().startsWith(PREFIX) ? AnchorSketch.parse(parts[1]) : Optional.empty();
    if (before.isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is not one of a SCIM service");
    }
    Latest latest = new Latest();
    parsed(parts).forEach(latest.byType::put);
    AnchorSketch there = new AnchorSketch();
    AnchorSketch next = new AnchorSketch();
    Map<TypeModel, Map<String, String>> queries = new LinkedHashMap<>();
    for (TypeModel type : types(scope)) {
      Map<String, String> query = changedSince(latest.byType.get(type.name()));
      queries.put(type, query);
      if (!takes(type, query)) {
        return new ReadEnd.FullReadRequired("the service takes no filter by meta.lastModified");
      }
      Optional<ReadEnd> end = compare(type, query, there, next);
      if (end.isPresent()) {
        return end.get();
      }
    }
    if (!there.keeps(before.get())) {
      return new ReadEnd.FullReadRequired(
          "a resource was deleted, and the service does not tell which");
    }
    Resources resources = new Resources(model.types().values(), lookup, scope);
    for (TypeModel type : types(scope)) {
      Map<String, String> query = new LinkedHashMap<>(resources.query(type));
      query.putAll(queries.getOrDefault(type, Map.of()));
      Optional<String> cutOff =
          pages(type)
              .forEach(
                  query,
                  resource -> {
                    latest.add(type, resource);
                    resources.deliver(type, resource, sink);
                  });
      if (cutOff.isPresent()) {
        return new ReadEnd.Incomplete(cutOff.get());
      }
    }
    return new ReadEnd.Complete(watermark(next, latest));
  }

  private boolean takes(TypeModel type, Map<String, String> query) throws InterruptedException {
    Map<String, String> one = new LinkedHashMap<>(query);
    one.put("count", "1");
    Answer answer = http.ask(type.endpoint() + ScimHttp.query(one));
    if (answer.isSuccess()) {
      return true;
    }
    if (answer.status() == 400 || answer.status() == 501) {
      return false;
    }
    throw ScimFailure.ofCall(settings, "reading changes of " + type.name(), answer);
  }

  /// Passes over the identifiers of a type: first those that changed, then all.
  private Optional<ReadEnd> compare(
      TypeModel type, Map<String, String> changedQuery, AnchorSketch there, AnchorSketch next)
      throws InterruptedException {
    Set<String> changed = new HashSet<>();
    Map<String, String> idsOfChanged = new LinkedHashMap<>(changedQuery);
    idsOfChanged.put("attributes", "id");
    Optional<String> cutOff =
        pages(type).forEach(idsOfChanged, resource -> changed.add(Json.text(resource, "id")));
    if (changed.size() > CHANGES_MAX) {
      return Optional.of(
          new ReadEnd.FullReadRequired(
              "more than %d resources changed: a full read costs no more".formatted(CHANGES_MAX)));
    }
    if (cutOff.isEmpty()) {
      cutOff =
          pages(type)
              .forEach(
                  Map.of("attributes", "id"),
                  resource -> {
                    sketch(there, resource, changed.contains(Json.text(resource, "id")));
                    sketch(next, resource, false);
                  });
    }
    return cutOff.map(ReadEnd.FullReadRequired::new);
  }

  private List<TypeModel> types(ReadScope scope) {
    return model.types().values().stream()
        .filter(type -> scope.objectTypes().contains(type.name()))
        .toList();
  }

  private Pages pages(TypeModel type) {
    return new Pages(settings, http, model.provider(), type.endpoint());
  }

  private static void sketch(AnchorSketch sketch, JsonNode resource, boolean isSuspect) {
    String id = Json.text(resource, "id");
    if (!id.isEmpty() && id.getBytes(StandardCharsets.UTF_8).length <= Anchor.BYTES_MAX) {
      sketch.add(Anchor.of(id), isSuspect);
    }
  }

  private static Map<String, String> changedSince(@Nullable Instant last) {
    if (last == null) {
      return Map.of();
    }
    String from =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(last.minus(OVERLAP).atOffset(ZoneOffset.UTC));
    return Map.of("filter", "meta.lastModified ge \"" + from + "\"");
  }

  private static @Nullable Instant lastModified(JsonNode resource) {
    try {
      return OffsetDateTime.parse(Json.text(Json.get(resource, "meta"), "lastModified"))
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Watermark watermark(AnchorSketch sketch, Latest latest) {
    StringBuilder text = new StringBuilder(PREFIX).append(sketch.toText());
    latest.byType.forEach((type, time) ->
        text.append(' ')
            .append(URLEncoder.encode(type, StandardCharsets.UTF_8))
            .append('=')
            .append(time));
    return new Watermark(text.toString());
  }

  private static Map<String, Instant> parsed(String[] parts) {
    Map<String, Instant> times = new HashMap<>();
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String type =
          URLDecoder.decode(parts[i].substring(0, Math.max(0, equals)), StandardCharsets.UTF_8);
      try {
        times.put(type, Instant.parse(parts[i].substring(equals + 1)));
      } catch (DateTimeException e) {
        // Without a time everything of the type is read.
        times.remove(type);
      }
    }
    return times;
  }
}
