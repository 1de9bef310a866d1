// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One element of an XML document.
///
/// @param name without its namespace
/// @param attributes by name without namespace
/// @param text of this element itself, not of its children, as it stands there
/// @param children in order
/// @param position where its content begins
public record XmlElement(
    String name,
    Map<String, String> attributes,
    String text,
    List<XmlElement> children,
    Position position) {

  /// The first child of that name.
  public Optional<XmlElement> child(String name) {
    return children.stream().filter(child -> child.name.equals(name)).findFirst();
  }

  /// The children of that name.
  public List<XmlElement> children(String name) {
    return children.stream().filter(child -> child.name.equals(name)).toList();
  }

  /// The first element down that path of names.
  public Optional<XmlElement> descendant(String... path) {
    Optional<XmlElement> here = Optional.of(this);
    for (String name : path) {
      here = here.flatMap(element -> element.child(name));
    }
    return here;
  }

  /// The text of the child of that name without white space around it; empty without such a child.
  public String textOf(String name) {
    return child(name).map(child -> child.text.strip()).orElse("");
  }

  /// The attribute of that name; empty without it.
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }
}
