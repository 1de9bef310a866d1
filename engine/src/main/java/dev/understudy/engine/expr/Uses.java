// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.LinkedHashSet;
import java.util.Set;

/// What the names of an expression were resolved to.
final class Uses {
  private final NameResolver names;
  private final Issues issues;
  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> counted = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private int variables;

  Uses(NameResolver names, Issues issues) {
    this.names = names;
    this.issues = issues;
  }

  /// The slot of an attribute of which the values are read; 0 for one that is unknown, which is
  /// reported.
  int attribute(Place place, String name) {
    values.add(name);
    return slot(place, name);
  }

  /// The slot of an attribute of which the values are counted.
  int counted(Place place, String name) {
    counted.add(name);
    return slot(place, name);
  }

  private int slot(Place place, String name) {
    int slot = names.slot(name);
    if (slot < 0) {
      issues.unknown(place, "attribute", name, names.attributes());
    }
    return Math.max(slot, 0);
  }

  int parameter(Place place, String name) {
    parameters.add(name);
    int index = names.parameter(name);
    if (index < 0) {
      issues.unknown(place, "parameter", name, names.parameters());
    }
    return Math.max(index, 0);
  }

  /// The type of an attribute. It may always have several values: a rule is written for many
  /// directories, and what is single-valued in one is not in the next.
  Type type(String attribute) {
    return names
        .definition(attribute)
        .map(definition -> new Type(Kind.of(definition.type()).bit(), true))
        .orElse(new Type(Type.ALL_KINDS & ~Kind.DATE.bit(), true));
  }

  /// Whether there is such an attribute, for a hint.
  boolean knows(String attribute) {
    return names.slot(attribute) >= 0;
  }

  int newVariable() {
    return variables++;
  }

  /// What was used, once the whole expression is checked.
  Summary summary() {
    Set<String> countedOnly = new LinkedHashSet<>(counted);
    countedOnly.removeAll(values);
    return new Summary(
        Set.copyOf(values), Set.copyOf(countedOnly), Set.copyOf(parameters), variables);
  }

  /// The names an expression uses, and how many variables it has.
  ///
  /// @param counted the attributes of which nothing but the number of values is asked
  record Summary(Set<String> values, Set<String> counted, Set<String> parameters, int variables) {}
}
