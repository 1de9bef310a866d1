// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.instance;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.output.Json;
import dev.understudy.config.Configuration;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.ParameterSource;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The connectors of a configuration and the schemas of their directories. A schema that was seen
/// is remembered in the store, so that everything that needs no directory works while it is down.
public final class Directories implements AutoCloseable {
  private static final String SCHEMA_NOTE = "schema/";
  private static final String PARAMETERS_NOTE = "parameters/";

  private final Configuration configuration;
  private final List<ConnectorFactory> factories;
  private final Store store;
  private final Map<String, Connector> opened = new LinkedHashMap<>();
  private final Map<String, Schema> schemas = new LinkedHashMap<>();

  Directories(Configuration configuration, List<ConnectorFactory> factories, Store store) {
    this.configuration = configuration;
    this.factories = factories;
    this.store = store;
  }

  /// How fresh a schema must be.
  public enum Need {
    /// The one that was seen last will do; the directory is asked only when there is none.
    LAST_KNOWN,
    /// The directory is asked; when it does not answer, the one that was seen last will do.
    PRESENT
  }

  /// The connector of that name, which must be configured.
  public Connector connector(String name) {
    return opened.computeIfAbsent(name, this::create);
  }

  private Connector create(String name) {
    ConnectorConfiguration connector = configuration.connector(name).orElseThrow();
    ConnectorFactory factory =
        factories.stream()
            .filter(candidate -> candidate.type().equals(connector.type()))
            .findFirst()
            .orElseThrow();
    return factory.create(name, connector.settings().values());
  }

  /// The schema of a connector's directory.
  ///
  /// @throws AppException when it was never seen and the directory does not answer
  public Schema schema(ConnectorConfiguration connector, Need need) {
    Schema seen = schemas.get(connector.name());
    if (seen != null) {
      return seen;
    }
    Optional<Schema> noted = noted(connector.name());
    Schema schema =
        need == Need.LAST_KNOWN && noted.isPresent() ? noted.get() : asked(connector, noted);
    if (need == Need.PRESENT || noted.isEmpty()) {
      schemas.put(connector.name(), schema);
    }
    return schema;
  }

  private Schema asked(ConnectorConfiguration connector, Optional<Schema> noted) {
    try {
      Schema schema = connector(connector.name()).schema();
      if (!noted.equals(Optional.of(schema))) {
        String text = Json.mapper().writeValueAsString(schema);
        store.write(List.of(new Change.PutNote(SCHEMA_NOTE + connector.name(), text)));
      }
      return schema;
    } catch (ConnectorException e) {
      return noted.orElseThrow(() ->
          new AppException(
              ExitCode.FAILED,
              "the schema of connector %s is not known yet, so its directory must be reachable once: %s"
                  .formatted(connector.name(), e.getMessage()),
              e));
    }
  }

  private Optional<Schema> noted(String connector) {
    try {
      return store
          .note(SCHEMA_NOTE + connector)
          .map(text -> Json.mapper().readValue(text, Schema.class));
    } catch (JacksonException e) {
      // Written by another version: as if it had never been seen.
      return Optional.empty();
    }
  }

  /// The values of `%parameters%` that a connector's directory knows, by partition; none where it
  /// does not answer and was never asked, or where it knows none.
  public Map<String, Map<String, String>> parameters(ConnectorConfiguration connector, Need need) {
    if (!(connector(connector.name()) instanceof ParameterSource source)) {
      return Map.of();
    }
    Optional<Map<String, Map<String, String>>> noted = notedParameters(connector.name());
    if (need == Need.LAST_KNOWN && noted.isPresent()) {
      return noted.get();
    }
    try {
      Map<String, Map<String, String>> known = source.parameters();
      if (!noted.equals(Optional.of(known))) {
        String text = Json.mapper().writeValueAsString(known);
        store.write(List.of(new Change.PutNote(PARAMETERS_NOTE + connector.name(), text)));
      }
      return known;
    } catch (ConnectorException e) {
      // Whatever needs the directory itself says that it is not there.
      return noted.orElse(Map.of());
    }
  }

  private Optional<Map<String, Map<String, String>>> notedParameters(String connector) {
    try {
      return store
          .note(PARAMETERS_NOTE + connector)
          .map(text -> Json.mapper().readValue(text, new TypeReference<>() {}));
    } catch (JacksonException e) {
      // Written by another version: as if it had never been seen.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    opened.values().forEach(Connector::close);
  }
}
