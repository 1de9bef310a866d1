// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Instance;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.store.Dictionary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which names of attributes and types a person can have meant.
public final class KnownNames {
  private final Dictionary dictionary;
  private final Instance instance;

  public KnownNames(Instance instance) {
    this.instance = instance;
    this.dictionary = instance.store().dictionary();
  }

  /// The number of an attribute, written in any letter case.
  Optional<Integer> attribute(String written) {
    Optional<Integer> exact = dictionary.find(written);
    return exact.isPresent()
        ? exact
        : all().stream().filter(written::equalsIgnoreCase).findFirst().flatMap(dictionary::find);
  }

  /// Why a search for `attribute=value` finds nothing, when the reason is the attribute.
  public Optional<String> unknownAttribute(@Nullable String query) {
    return Optional.ofNullable(query)
        .flatMap(ValuePattern::of)
        .map(ValuePattern::attribute)
        .filter(name -> !name.equalsIgnoreCase("dn") && attribute(name).isEmpty())
        .map(name -> "no object has an attribute \"%s\"%s".formatted(name, meant(name, all())));
  }

  /// Refuses a type of metaverse objects that cannot be.
  public void checkMetaverseType(@Nullable String type) {
    check(type, instance.configuration().metaverse().types().keySet());
  }

  /// Refuses a type of connector-space objects that cannot be.
  public void checkSpaceType(@Nullable String type) {
    Set<String> types = new TreeSet<>();
    for (ConnectorConfiguration connector : instance.configuration().connectors()) {
      types.addAll(connector.selection().objectTypes());
    }
    check(type, types);
  }

  private void check(@Nullable String type, Set<String> types) {
    // A type of an earlier configuration may still be there.
    if (type != null && !types.contains(type) && dictionary.find(type).isEmpty()) {
      throw AppException.usage(
          "there is no type \"%s\"; there are %s%s"
              .formatted(type, String.join(", ", new TreeSet<>(types)), meant(type, types)));
    }
  }

  private List<String> all() {
    List<String> names = new ArrayList<>(dictionary.size());
    for (int number = 1; number <= dictionary.size(); number++) {
      names.add(dictionary.name(number));
    }
    return names;
  }

  private static String meant(String written, Collection<String> names) {
    return NearestName.among(written, names)
        .map(nearest -> " — did you mean " + nearest + "?")
        .orElse("");
  }
}
