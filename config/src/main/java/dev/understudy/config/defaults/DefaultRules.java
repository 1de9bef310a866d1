// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.LoadedRule;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.rule.RuleTemplate;
import dev.understudy.config.text.TextFile;
import dev.understudy.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule sets that are shipped, as templates for any number of connectors.
public enum DefaultRules {
  /// Active Directory forests to a cloud directory, and back what the cloud knows.
  AD_TO_CLOUD("ad-to-cloud"),
  /// Active Directory forests to a SCIM service: people and groups.
  AD_TO_SCIM("ad-to-scim"),
  /// LDAP directories to another one: people and groups.
  DIRECTORY_TO_DIRECTORY("directory-to-directory");

  /// Smaller numbers are for rules of the operator.
  private static final long FIRST_PRECEDENCE = 100;

  private final String folder;

  DefaultRules(String folder) {
    this.folder = folder;
  }

  /// The rules AD → cloud for one forest.
  public static RuleSet load(String adConnector, String cloudConnector) {
    return AD_TO_CLOUD
        .load(Map.of("ad", List.of(adConnector), "cloud", List.of(cloudConnector)))
        .ruleSet();
  }

  /// The rules for one directory into another one.
  public static RuleSet directoryToDirectory(String sourceConnector, String targetConnector) {
    return DIRECTORY_TO_DIRECTORY
        .load(Map.of("source", List.of(sourceConnector), "target", List.of(targetConnector)))
        .ruleSet();
  }

  /// The set of that name.
  public static Optional<DefaultRules> byName(String name) {
    return Arrays.stream(values()).filter(set -> set.folder.equals(name)).findFirst();
  }

  /// The names of all sets.
  public static List<String> names() {
    return Arrays.stream(values()).map(set -> set.folder).toList();
  }

  /// What the rules call their connectors until they are loaded.
  public List<String> placeholders() {
    return switch (this) {
      case AD_TO_CLOUD -> List.of("ad", "cloud");
      case AD_TO_SCIM -> List.of("ad", "scim");
      case DIRECTORY_TO_DIRECTORY -> List.of("source", "target");
    };
  }

  /// The rules for these connectors, by placeholder. Every rule is there once for each connector of
  /// its placeholder, in their order, and all are numbered from 100 on.
  public LoadedRules load(Map<String, List<String>> connectors) {
    return load(connectors, PersonMatch.BY_ANCHOR);
  }

  /// As [#load(Map)], with another way for accounts in forests to find the person they share.
  public LoadedRules load(Map<String, List<String>> connectors, PersonMatch match) {
    List<LoadedRule> rules = new ArrayList<>();
    for (LoadedRule template : templates().map(match::applyTo).rules()) {
      String placeholder = template.rule().types().connector();
      for (String connector : connectors.getOrDefault(placeholder, List.of())) {
        rules.add(RuleTemplate.instantiate(template, connector, FIRST_PRECEDENCE + rules.size()));
      }
    }
    return new LoadedRules(rules, List.of());
  }

  /// A set may share rules with another one: those stand in its index with their folder.
  private LoadedRules templates() {
    Problems problems = new Problems();
    List<TextFile> files =
        Resource.read("rules/" + folder + "/index.txt")
            .text()
            .lines()
            .map(name -> name.contains("/") ? name : folder + "/" + name)
            .map(path -> Resource.read("rules/" + path))
            .toList();
    LoadedRules templates = RuleFiles.load(files, problems);
    problems.throwIfErrors();
    return templates;
  }
}
