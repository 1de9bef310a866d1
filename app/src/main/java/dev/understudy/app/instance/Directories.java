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
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// The connectors of a configuration and the schemas of their directories. A schema that was seen
/// is remembered in the store, so that everything that needs no directory works while it is down.
public final class Directories implements AutoCloseable {
  private static final String SCHEMA_NOTE = "schema/";

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

  @Override
  public void close() {
    opened.values().forEach(Connector::close);
  }
}
