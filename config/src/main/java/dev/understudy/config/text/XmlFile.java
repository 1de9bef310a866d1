// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads XML that nobody has vouched for: no document type, no entities but the five of XML itself,
/// nothing fetched from anywhere, bounded depth.
public final class XmlFile {
  private static final int DEPTH_MAX = 100;
  private static final String REASON = "Message: ";

  private final Path path;
  private final XMLStreamReader reader;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable XmlElement root;

  private XmlFile(Path path, XMLStreamReader reader) {
    this.path = path;
    this.reader = reader;
  }

  /// The root element of `file`.
  ///
  /// @throws ConfigurationException with line and column when it is not well-formed XML
  public static XmlElement parse(TextFile file) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(file.text()));
      return new XmlFile(file.path(), reader).document();
    } catch (XMLStreamException e) {
      throw malformed(file.path(), e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("nothing may be fetched: " + systemId);
    });
    return factory;
  }

  private XmlElement document() throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.element().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD ->
            throw invalid("a document type declaration is not allowed here");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw invalid("unknown entity &" + reader.getLocalName() + ";");
        default -> {
          // Comments and processing instructions say nothing to us.
        }
      }
    }
    if (root == null) {
      throw invalid("there is no element");
    }
    return root;
  }

  private void start() {
    if (open.size() >= DEPTH_MAX) {
      throw invalid("elements are nested more than " + DEPTH_MAX + " deep");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    open.push(new Open(reader.getLocalName(), attributes, here()));
  }

  private void end() {
    XmlElement element = open.pop().close();
    if (open.isEmpty()) {
      root = element;
    } else {
      open.element().children.add(element);
    }
  }

  private Position here() {
    Location location = reader.getLocation();
    return new Position(path, location.getLineNumber(), location.getColumnNumber());
  }

  private ConfigurationException invalid(String message) {
    return new ConfigurationException(List.of(Problem.error(here(), message)));
  }

  private static ConfigurationException malformed(Path path, XMLStreamException e) {
    Location location = e.getLocation();
    Position position =
        location == null
            ? Position.of(path)
            : new Position(path, location.getLineNumber(), location.getColumnNumber());
    // The parser puts place and reason into one text of several lines; the reason is the last one.
    String message = e.getMessage() == null ? "not well-formed" : e.getMessage();
    int marker = message.indexOf(REASON);
    String said = marker < 0 ? message : message.substring(marker + REASON.length());
    ConfigurationException exception =
        new ConfigurationException(
            List.of(Problem.error(position, "this is no well-formed XML: " + said.strip())));
    exception.initCause(e);
    return exception;
  }

  /// An element whose end has not been seen.
  private static final class Open {
    private final String name;
    private final Map<String, String> attributes;
    private final Position position;
    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();

    Open(String name, Map<String, String> attributes, Position position) {
      this.name = name;
      this.attributes = attributes;
      this.position = position;
    }

    XmlElement close() {
      return new XmlElement(name, attributes, text.toString(), List.copyOf(children), position);
    }
  }
}
