// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.PowerShellFile;
import dev.understudy.config.text.TextFile;
import dev.understudy.config.text.XmlFile;
import dev.understudy.config.text.YamlFile;
import dev.understudy.engine.rule.RuleSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads rules from wherever they are: a folder of rule files, one such file, or the folder that
/// Entra Connect exports. The form of a file follows from its ending: `.yaml` and `.yml` (ours),
/// `.xml` (Entra Connect), `.ps1` (its Rules Editor).
public final class RuleFiles {
  /// The folder with rules inside of an exported configuration.
  private static final String EXPORTED_RULES = "SynchronizationRules";

  private RuleFiles() {}

  /// All rules at `path`.
  ///
  /// @throws ConfigurationException with all problems of all files, when one is an error
  public static LoadedRules load(Path path) {
    Problems problems = new Problems();
    List<TextFile> texts = new ArrayList<>();
    for (Path file : files(path)) {
      try {
        texts.add(TextFile.read(file));
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    LoadedRules rules = load(texts, problems);
    if (problems.hasErrors()) {
      // Who mends one file wants to know about the others too.
      rules.check(RuleSurroundings.UNKNOWN).stream()
          .filter(problem -> problem.severity() == Problem.Severity.ERROR)
          .forEach(problems::add);
    }
    problems.throwIfErrors();
    return rules;
  }

  /// All rules in `files`; what is wrong with them goes to `problems`.
  public static LoadedRules load(List<TextFile> files, Problems problems) {
    Problems own = new Problems();
    List<LoadedRule> rules = new ArrayList<>();
    for (TextFile file : files) {
      try {
        rules.addAll(read(file, own));
      } catch (ConfigurationException e) {
        own.addAll(e.problems());
      }
    }
    List<LoadedRule> numbered = RulePlacement.number(rules, own);
    problems.addAll(own.all());
    return new LoadedRules(numbered, own.warnings());
  }

  private static List<LoadedRule> read(TextFile file, Problems problems) {
    return switch (ending(file.path())) {
      case "xml" -> XmlRule.read(XmlFile.parse(file), problems).stream().toList();
      case "yaml", "yml" -> YamlRule.read(YamlFile.parse(file), problems).stream().toList();
      case "ps1" -> PowerShellRules.read(PowerShellFile.parse(file), problems);
      default -> throw unknownForm(file.path());
    };
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw failure(
          ConfigurationException.Code.UNREADABLE, path, "there is no such file or folder");
    }
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    Path exported = path.resolve(EXPORTED_RULES);
    Path folder = Files.isDirectory(exported) ? exported : path;
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(RuleFiles::isRuleFile).sorted().toList();
      if (files.isEmpty()) {
        throw failure(
            ConfigurationException.Code.INVALID,
            folder,
            "there are no rule files here; expected *.yaml, *.ps1, or a folder SynchronizationRules");
      }
      return files;
    } catch (IOException e) {
      throw failure(
          ConfigurationException.Code.UNREADABLE, folder, "can not be listed: " + e.getMessage());
    }
  }

  private static boolean isRuleFile(Path path) {
    return Files.isRegularFile(path)
        && switch (ending(path)) {
          case "yaml", "yml", "xml", "ps1" -> true;
          default -> false;
        };
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static ConfigurationException unknownForm(Path path) {
    return failure(
        ConfigurationException.Code.INVALID,
        path,
        "a rule file ends in .yaml, .xml (Entra Connect) or .ps1 (its Rules Editor)");
  }

  private static ConfigurationException failure(
      ConfigurationException.Code code, Path path, String message) {
    return new ConfigurationException(code, List.of(Problem.error(Position.of(path), message)));
  }
}
