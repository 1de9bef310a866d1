// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.text.YamlNode.Entry;
import dev.understudy.config.text.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document as a tree with places.
///
/// Anchors, aliases and tags are refused: configuration says what it means where it stands, and a
/// file of a few lines cannot grow to gigabytes.
public final class YamlFile {
  private static final int DEPTH_MAX = 50;

  private final Path path;
  private final Iterator<Event> events;

  private YamlFile(Path path, Iterator<Event> events) {
    this.path = path;
    this.events = events;
  }

  /// The document in `file`.
  ///
  /// @throws ConfigurationException with line and column when it is no YAML, or not one document
  public static YamlNode parse(TextFile file) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.path().toString()).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(file.text()).iterator();
      return new YamlFile(file.path(), events).document();
    } catch (MarkedYamlEngineException e) {
      throw invalid(
          at(file.path(), e.getProblemMark().or(e::getContextMark)),
          "this is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw invalid(Position.of(file.path()), "this is no YAML: " + e.getMessage());
    }
  }

  private YamlNode document() {
    next(Event.ID.StreamStart);
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw invalid(new Position(path, 1, 1), "the file is empty");
    }
    YamlNode root = node(events.next(), 0);
    next(Event.ID.DocumentEnd);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw invalid(at(end), "a second document; write it into a file of its own");
    }
    return root;
  }

  private void next(Event.ID expected) {
    Event event = events.next();
    if (event.getEventId() != expected) {
      throw invalid(at(event), "unexpected " + event.getEventId());
    }
  }

  private YamlNode node(Event event, int depth) {
    if (depth > DEPTH_MAX) {
      throw invalid(at(event), "nested more than " + DEPTH_MAX + " deep");
    }
    refuseReferences(event);
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event);
      case SequenceStart -> sequence(event, depth);
      case MappingStart -> mapping(event, depth);
      case Alias,
          Comment,
          DocumentEnd,
          DocumentStart,
          MappingEnd,
          SequenceEnd,
          StreamEnd,
          StreamStart ->
          throw invalid(at(event), "unexpected " + event.getEventId());
    };
  }

  private void refuseReferences(Event event) {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw invalid(at(event), "anchors and aliases are not supported; write the value out");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw invalid(at(event), "tags such as " + tag.get() + " are not supported");
    }
  }

  private Scalar scalar(ScalarEvent event) {
    return new Scalar(event.getValue(), event.getScalarStyle() != ScalarStyle.PLAIN, at(event));
  }

  private YamlNode sequence(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new YamlNode.Sequence(items, at(start));
  }

  private YamlNode mapping(Event start, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(node(event, depth + 1) instanceof Scalar key)) {
        throw invalid(at(event), "a key must be a text");
      }
      entries.add(new Entry(key, node(events.next(), depth + 1)));
    }
    return new YamlNode.Mapping(entries, at(start));
  }

  private Position at(Event event) {
    return at(path, event.getStartMark());
  }

  private static Position at(Path path, Optional<Mark> mark) {
    return mark.map(found -> new Position(path, found.getLine() + 1, found.getColumn() + 1))
        .orElse(Position.of(path));
  }

  private static ConfigurationException invalid(Position position, String message) {
    return new ConfigurationException(List.of(Problem.error(position, message)));
  }
}
