// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings of one connector, read as what they mean. A value that cannot work is a
/// [ConnectorException] with `CONFIGURATION` that names the connector, the setting, the value and
/// what was expected.
///
/// A list is one text: its items stand one per line when the text has several lines, else they are
/// separated by spaces or commas.
public final class SettingValues {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");
  private final String connector;
  private final Map<String, String> values;

  /// The settings of the connector called `connector`.
  public SettingValues(String connector, Map<String, String> values) {
    this.connector = connector;
    this.values = Map.copyOf(values);
  }

  /// The name of the connector, for messages.
  public String connector() {
    return connector;
  }

  /// The text of `name`, without spaces around it; empty when it is not set or blank.
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /// The text of `name`, which must be there.
  public String required(String name) {
    return text(name)
        .orElseThrow(() ->
            new ConnectorException(
                ErrorCode.CONFIGURATION,
                "connector %s: the setting \"%s\" is missing".formatted(connector, name)));
  }

  /// True or false.
  public boolean flag(String name, boolean fallback) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    return switch (text.get()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, "true or false");
    };
  }

  /// A whole number within bounds.
  public int number(String name, int fallback, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, "a whole number from %d to %d".formatted(min, max), e);
    }
    throw invalid(name, "a whole number from %d to %d".formatted(min, max));
  }

  /// A time span with its unit: `500ms`, `30s`, `5m`, `12h`, `7d`.
  public Duration duration(String name, Duration fallback) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    Matcher matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      throw invalid(name, "a time span such as 500ms, 30s, 5m, 12h or 7d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /// A list of words; empty when it is not set.
  public List<String> words(String name) {
    return text(name).map(SettingValues::items).orElse(List.of());
  }

  /// A list with one item per line, for items that may hold spaces and commas, such as DNs.
  public List<String> lines(String name) {
    return text(name)
        .map(text -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList())
        .orElse(List.of());
  }

  /// A list of `key=value`, in its order; with one pair per line the value may hold anything.
  public Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String item : words(name)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? "" : item.substring(0, equals).strip();
      String value = item.substring(equals + 1).strip();
      if (key.isEmpty() || value.isEmpty() || pairs.put(key, value) != null) {
        throw invalid(name, "a list of different name=value, at \"" + item + "\"");
      }
    }
    return pairs;
  }

  /// The exception for a value that cannot work.
  public ConnectorException invalid(String name, String expected) {
    return new ConnectorException(ErrorCode.CONFIGURATION, message(name, expected));
  }

  private ConnectorException invalid(String name, String expected, Exception cause) {
    return new ConnectorException(ErrorCode.CONFIGURATION, message(name, expected), cause);
  }

  private String message(String name, String expected) {
    return "connector %s: the setting \"%s\" is \"%s\"; expected %s"
        .formatted(connector, name, text(name).orElse(""), expected);
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    boolean onePerLine = text.indexOf('\n') >= 0;
    for (String item : text.split(onePerLine ? "\n" : "[\\s,]+", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }
}
