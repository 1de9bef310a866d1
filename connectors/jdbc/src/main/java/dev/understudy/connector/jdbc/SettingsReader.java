// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.SettingValues;
import dev.understudy.connector.jdbc.JdbcSettings.Access;
import dev.understudy.connector.jdbc.JdbcSettings.Account;
import dev.understudy.connector.jdbc.JdbcSettings.AttributeSettings;
import dev.understudy.connector.jdbc.JdbcSettings.Delta;
import dev.understudy.connector.jdbc.JdbcSettings.Limits;
import dev.understudy.connector.jdbc.JdbcSettings.ListSettings;
import dev.understudy.connector.jdbc.JdbcSettings.LogColumns;
import dev.understudy.connector.jdbc.JdbcSettings.Overlap;
import dev.understudy.connector.jdbc.JdbcSettings.Source;
import dev.understudy.connector.jdbc.JdbcSettings.TypeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the settings of a JDBC connector.
final class SettingsReader {
  private static final Pattern LIST =
      Pattern.compile("(.+)\\(\\s*([^(),]+?)\\s*,\\s*([^(),]+?)\\s*\\)");
  private static final Set<String> LOG_COLUMNS = Set.of("position", "type", "key");

  private final SettingValues settings;

  SettingsReader(SettingValues settings) {
    this.settings = settings;
  }

  JdbcSettings read() {
    Map<String, TypeSettings> types = types();
    Limits limits =
        new Limits(
            settings.duration("call-timeout", Duration.ofSeconds(30)),
            settings.number("connections", 4, 1, 64),
            settings.number("fetch-size", 1_000, 1, 100_000),
            settings.flag("qualified", types.size() > 1));
    return new JdbcSettings(settings.connector(), access(), types, delta(types), limits);
  }

  private Access access() {
    String url = settings.required("url");
    if (!url.startsWith("jdbc:")) {
      throw settings.invalid("url", "a URL that begins with jdbc:, such as jdbc:postgresql://…");
    }
    Account account =
        settings
            .text("user")
            .map(user -> new Account(user, settings.text("password").orElse(null)))
            .orElse(null);
    Map<String, String> properties = new LinkedHashMap<>(pairs("properties"));
    if (url.startsWith("jdbc:postgresql:")) {
      addPostgresDefaults(url, properties);
    } else if (settings.text("ca-file").isPresent()) {
      throw settings.invalid("ca-file", "it only with PostgreSQL; other drivers have properties");
    }
    return new Access(
        url, account, properties, settings.lines("driver").stream().map(Path::of).toList());
  }

  /// Without these the driver takes any certificate, and refuses text for columns that are none.
  private void addPostgresDefaults(String url, Map<String, String> properties) {
    properties.putIfAbsent("stringtype", "unspecified");
    properties.putIfAbsent("ApplicationName", "understudy");
    boolean decided = properties.containsKey("sslmode") || url.contains("sslmode=");
    if (decided || settings.flag("allow-clear-text", false)) {
      return;
    }
    properties.put("sslmode", "verify-full");
    settings
        .text("ca-file")
        .ifPresentOrElse(
            file -> properties.put("sslrootcert", file),
            () -> properties.putIfAbsent("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
  }

  private Map<String, TypeSettings> types() {
    Map<String, String> tables = pairs("tables");
    Map<String, String> queries = pairs("queries");
    Set<String> names = new LinkedHashSet<>(tables.keySet());
    names.addAll(queries.keySet());
    if (names.isEmpty()) {
      throw settings.invalid("tables", "type=table, there or in \"queries\"");
    }
    Map<String, String> keys = ofTypes("keys", names);
    for (String type : names) {
      if (!keys.containsKey(type)) {
        throw settings.invalid("keys", "%s=column that identifies a row".formatted(type));
      }
    }
    Map<String, String> nameColumns = ofTypes("names", names);
    Map<String, String> filters = ofTypes("filter", names);
    Map<String, Map<String, String>> renamed = byType("attributes", names);
    Map<String, Map<String, ListSettings>> lists = lists(names);
    Map<String, Map<String, String>> references = references(names);
    Map<String, TypeSettings> types = new LinkedHashMap<>();
    for (String type : names) {
      String key = keys.getOrDefault(type, "");
      types.put(
          type,
          new TypeSettings(
              new Source(tables.get(type), queries.get(type)),
              key,
              nameColumns.getOrDefault(type, key),
              filters.get(type),
              new AttributeSettings(
                  renamed.getOrDefault(type, Map.of()),
                  lists.getOrDefault(type, Map.of()),
                  references.getOrDefault(type, Map.of()))));
    }
    return types;
  }

  private Map<String, Map<String, String>> references(Set<String> types) {
    Map<String, Map<String, String>> references = byType("references", types);
    for (Map<String, String> targets : references.values()) {
      for (String target : targets.values()) {
        if (!types.contains(target) && !target.equals(AttributeSettings.NAMES)) {
          throw settings.invalid(
              "references", "one of %s or \"names\" after \"=\", not %s".formatted(types, target));
        }
      }
    }
    return references;
  }

  private Map<String, Map<String, ListSettings>> lists(Set<String> types) {
    Map<String, Map<String, ListSettings>> lists = new HashMap<>();
    byType("lists", types)
        .forEach((type, written) ->
            written.forEach((attribute, text) ->
                lists
                    .computeIfAbsent(type, _ -> new LinkedHashMap<>())
                    .put(attribute, list(text))));
    byType("list-queries", types)
        .forEach((type, written) ->
            written.forEach((attribute, query) ->
                lists
                    .computeIfAbsent(type, _ -> new LinkedHashMap<>())
                    .put(attribute, new ListSettings(new Source(null, query), null, null))));
    return lists;
  }

  private ListSettings list(String text) {
    Matcher matcher = LIST.matcher(text);
    if (!matcher.matches()) {
      throw settings.invalid(
          "lists", "type.attribute=table(owner column, value column), at \"%s\"".formatted(text));
    }
    return new ListSettings(
        new Source(matcher.group(1).strip(), null), matcher.group(2), matcher.group(3));
  }

  private Delta delta(Map<String, TypeSettings> types) {
    Map<String, String> columns = ofTypes("change-columns", types.keySet());
    Overlap overlap =
        new Overlap(
            settings.duration("change-overlap", Duration.ofMinutes(5)),
            settings.number("change-overlap-count", 1_000, 0, 1_000_000_000));
    String log = settings.text("change-log").orElse("");
    if (!log.isEmpty()) {
      if (!columns.isEmpty()) {
        throw settings.invalid("change-log", "either it or \"change-columns\", not both");
      }
      Map<String, String> logColumns = settings.pairs("change-log-columns");
      if (!LOG_COLUMNS.containsAll(logColumns.keySet())) {
        throw settings.invalid("change-log-columns", "position=…, type=… and key=…");
      }
      return new Delta.Log(
          log,
          new LogColumns(
              logColumns.getOrDefault("position", "position"),
              logColumns.getOrDefault("type", "object_type"),
              logColumns.getOrDefault("key", "object_key")),
          settings.text("change-position").orElse(null),
          overlap);
    }
    if (columns.isEmpty()) {
      return new Delta.None();
    }
    if (!columns.keySet().containsAll(types.keySet())) {
      throw settings.invalid(
          "change-columns", "a column for each of " + String.join(", ", types.keySet()));
    }
    return new Delta.Columns(columns, overlap);
  }

  /// `type=value`, where the type is one of `types`.
  private Map<String, String> ofTypes(String name, Set<String> types) {
    Map<String, String> pairs = pairs(name);
    for (String type : pairs.keySet()) {
      checkType(name, type, types);
    }
    return pairs;
  }

  /// `type.thing=value`, by type.
  private Map<String, Map<String, String>> byType(String name, Set<String> types) {
    Map<String, Map<String, String>> byType = new HashMap<>();
    for (Map.Entry<String, String> pair : pairs(name).entrySet()) {
      int dot = pair.getKey().indexOf('.');
      String type = dot < 0 ? "" : pair.getKey().substring(0, dot);
      checkType(name, type, types);
      byType
          .computeIfAbsent(type, _ -> new LinkedHashMap<>())
          .put(pair.getKey().substring(dot + 1), pair.getValue());
    }
    return byType;
  }

  private void checkType(String name, String type, Set<String> types) {
    if (!types.contains(type)) {
      throw settings.invalid(
          name, "every line to begin with one of the types " + String.join(", ", types));
    }
  }

  /// One `name=value` per line; the value may hold anything.
  private Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : settings.lines(name)) {
      int equals = line.indexOf('=');
      String key = equals < 0 ? "" : line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      if (key.isEmpty() || value.isEmpty() || pairs.put(key, value) != null) {
        throw secretSafe(name, key);
      }
    }
    return pairs;
  }

  /// Properties may hold a password, so their text is not shown.
  private ConnectorException secretSafe(String name, String key) {
    String expected = "different name=value, one per line, at \"%s\"".formatted(key);
    return name.equals("properties")
        ? new ConnectorException(
            ErrorCode.CONFIGURATION,
            "connector %s: the setting \"properties\": expected %s"
                .formatted(settings.connector(), expected))
        : settings.invalid(name, expected);
  }
}
