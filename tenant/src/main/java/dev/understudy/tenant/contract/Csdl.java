// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The types and entity sets of a CSDL file, as far as they are in the namespace `microsoft.graph`.
public final class Csdl {
  private static final String NAMESPACE = "microsoft.graph";

  private final Map<String, Type> types = new HashMap<>();
  private final Map<String, String> sets = new HashMap<>();

  private Csdl() {}

  /// A structured type.
  ///
  /// @param name without its namespace
  /// @param base the type that it extends; null for none
  /// @param open whether it may have properties that are not declared
  /// @param properties by name, navigation properties among them
  public record Type(
      String name, @Nullable String base, boolean open, Map<String, Property> properties) {}

  /// A declared property.
  ///
  /// @param type as declared, without the namespace: `Edm.String`, `Collection(assignedLicense)`
  /// @param nullable whether it may be null
  /// @param navigation whether it leads to other objects
  public record Property(String type, boolean nullable, boolean navigation) {}

  /// Reads a file.
  public static Csdl read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Csdl csdl = new Csdl();
    try (InputStream in = Files.newInputStream(file)) {
      csdl.read(factory.createXMLStreamReader(in));
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no CSDL: " + e.getMessage(), e);
    }
    return csdl;
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    boolean ours = false;
    Type type = null;
    while (reader.hasNext()) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "Schema" -> ours = NAMESPACE.equals(reader.getAttributeValue(null, "Namespace"));
        case "EntityType", "ComplexType" -> type = ours ? type(reader) : null;
        case "EnumType", "Action", "Function" -> type = null;
        case "Property", "NavigationProperty" -> property(reader, type);
        case "EntitySet" ->
            sets.put(
                reader.getAttributeValue(null, "Name"),
                bare(reader.getAttributeValue(null, "EntityType")));
        default -> {}
      }
    }
  }

  private Type type(XMLStreamReader reader) {
    String base = reader.getAttributeValue(null, "BaseType");
    Type type =
        new Type(
            reader.getAttributeValue(null, "Name"),
            base == null ? null : bare(base),
            "true".equals(reader.getAttributeValue(null, "OpenType")),
            new LinkedHashMap<>());
    types.put(type.name(), type);
    return type;
  }

  private static void property(XMLStreamReader reader, @Nullable Type type) {
    if (type != null) {
      type.properties()
          .put(
              reader.getAttributeValue(null, "Name"),
              new Property(
                  bare(reader.getAttributeValue(null, "Type")),
                  !"false".equals(reader.getAttributeValue(null, "Nullable")),
                  reader.getLocalName().equals("NavigationProperty")));
    }
  }

  private static String bare(String name) {
    return name.replace("microsoft.graph.", "").replace("graph.", "");
  }

  /// The type of that name.
  public Optional<Type> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /// The type of the objects of an entity set.
  public Optional<String> ofSet(String set) {
    return Optional.ofNullable(sets.get(set));
  }

  /// A property of a type or of what it extends.
  public Optional<Property> property(String typeName, String name) {
    Type type = types.get(typeName);
    while (type != null) {
      Property property = type.properties().get(name);
      if (property != null) {
        return Optional.of(property);
      }
      type = type.base() == null ? null : types.get(type.base());
    }
    return Optional.empty();
  }

  /// Whether a type is another one or extends it.
  public boolean is(String typeName, String other) {
    for (Type type = types.get(typeName); type != null; ) {
      if (type.name().equals(other)) {
        return true;
      }
      type = type.base() == null ? null : types.get(type.base());
    }
    return false;
  }
}
