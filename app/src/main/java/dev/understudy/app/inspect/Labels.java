// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.instance.Instance;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names for people instead of numbers.
public final class Labels {
  private static final List<String> NAMING =
      List.of(
          "displayName",
          "cn",
          "commonName",
          "name",
          "uid",
          "userPrincipalName",
          "mail",
          "accountName");

  private final Dictionary dictionary;
  private final Map<String, SyncRule> rules = new HashMap<>();

  public Labels(Instance instance) {
    this(instance.store().dictionary(), instance.configuration().ruleSet());
  }

  /// With these rules.
  public Labels(Dictionary dictionary, RuleSet rules) {
    this.dictionary = dictionary;
    rules.rules().forEach(rule -> this.rules.put(rule.identity().id().toString(), rule));
  }

  /// The name of a number: an attribute, a type, a connector.
  public String name(int number) {
    return number == 0 ? "" : dictionary.name(number);
  }

  /// A rule's name and precedence.
  public String rule(int number) {
    if (number == 0) {
      return "";
    }
    String id = dictionary.name(number);
    SyncRule rule = rules.get(id);
    return rule == null ? "a rule that is not there any more (" + id + ")" : rule(rule);
  }

  /// A rule's name and precedence.
  public static String rule(SyncRule rule) {
    return "%s (%d)".formatted(rule.identity().name(), rule.settings().precedence());
  }

  /// Several rules.
  public List<String> rules(int[] numbers) {
    List<String> labels = new ArrayList<>();
    for (int number : numbers) {
      labels.add(rule(number));
    }
    return labels;
  }

  /// What people call an object; its RDN when it has no name.
  public String of(SpaceObject object) {
    Image imported = object.images().imported();
    Image wanted =
        object.images().intent() instanceof Intent.Exists exists ? exists.exact() : Image.EMPTY;
    return name(imported == null ? wanted : imported)
        .or(() -> name(wanted))
        .orElse(object.identity().dn().rdn());
  }

  /// What people call an object; empty when it has no name.
  public String of(MetaverseObject object) {
    return name(object.values()).orElse("");
  }

  private Optional<String> name(Image image) {
    for (String attribute : NAMING) {
      Optional<Integer> number = dictionary.find(attribute);
      if (number.isPresent() && !image.get(number.get()).isEmpty()) {
        return Optional.of(image.get(number.get()).getFirst().toString());
      }
    }
    return Optional.empty();
  }

  /// Values as texts.
  public static List<String> texts(List<Value> values) {
    return values.stream().map(Value::toString).toList();
  }
}
