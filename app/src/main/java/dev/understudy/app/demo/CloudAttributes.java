// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.config.defaults.DefaultMetaverse;
import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A file has no schema. So its settings say of which type the attributes are that rules write.
final class CloudAttributes {
  private CloudAttributes() {}

  /// Names of attributes by the settings of an LDIF connector.
  static Map<String, Set<String>> settings() {
    Schema metaverse = DefaultMetaverse.schema();
    Map<String, Set<String>> settings = new LinkedHashMap<>();
    for (SyncRule rule : DefaultRules.load(DemoFiles.CORP, DemoFiles.CLOUD).rules()) {
      boolean toCloud =
          rule.types().direction() == Direction.OUTBOUND
              && rule.types().connector().equals(DemoFiles.CLOUD);
      for (Flow flow : toCloud ? rule.flows() : List.<Flow>of()) {
        if (!flow.target().equals(Flow.DN)) {
          AttributeDefinition definition = definition(metaverse, flow);
          put(settings, setting(definition.type()), flow.target());
          put(
              settings,
              definition.multiValued() ? "multi-valued-attributes" : "single-valued-attributes",
              flow.target());
        }
      }
    }
    return settings;
  }

  private static String setting(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT) + "-attributes";
  }

  private static void put(Map<String, Set<String>> settings, String setting, String attribute) {
    boolean known =
        settings.entrySet().stream()
            .filter(other -> isType(other.getKey()) == isType(setting))
            .anyMatch(other -> other.getValue().contains(attribute));
    if (!known) {
      settings.computeIfAbsent(setting, _ -> new TreeSet<>()).add(attribute);
    }
  }

  private static boolean isType(String setting) {
    return !setting.endsWith("-valued-attributes");
  }

  /// What the value is in the metaverse, it is in the cloud.
  private static AttributeDefinition definition(Schema metaverse, Flow flow) {
    String source =
        flow.source() instanceof FlowSource.Direct(String attribute) ? attribute : flow.target();
    return metaverse
        .attribute(source)
        .orElse(AttributeDefinition.single(flow.target(), AttributeType.STRING));
  }
}
