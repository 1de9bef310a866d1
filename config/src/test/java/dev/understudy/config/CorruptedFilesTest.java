// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.rule.RuleWriter;
import dev.understudy.engine.rule.RuleSurroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files with random damage: whatever is read of them, nothing but a [ConfigurationException]
/// that names the file may come out.
class CorruptedFilesTest {
  private static final int SEEDS = 250;

  @TempDir Path folder;

  @Test
  void damagedXmlOfRulesIsToldWithItsFile() throws Exception {
    List<Path> files = files(SharedData.exportedConfiguration().resolve("SynchronizationRules"));
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      damage(files.get(random.nextInt(files.size())), folder.resolve("rule.xml"), random);

      loads(seed, () -> RuleFiles.load(folder).check(RuleSurroundings.UNKNOWN));
    }
  }

  @Test
  void damagedYamlOfRulesIsToldWithItsFile() throws Exception {
    Path converted = folder.resolve("converted");
    RuleWriter.write(RuleFiles.load(SharedData.exportedConfiguration()).ruleSet(), converted);
    List<Path> files = files(converted);
    Path rules = Files.createDirectory(folder.resolve("rules"));
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      damage(files.get(random.nextInt(files.size())), rules.resolve("rule.yaml"), random);

      loads(seed, () -> RuleFiles.load(rules).check(RuleSurroundings.UNKNOWN));
    }
  }

  @Test
  void damagedScriptsAreToldWithTheirFile() throws Exception {
    Path script = Files.createDirectory(folder.resolve("s")).resolve("rule.ps1");
    byte[] whole =
        """
        New-ADSyncRule  `
        -Name 'In from AD - User' `
        -Direction 'Inbound' -Precedence 7 -SourceObjectType 'user' -TargetObjectType 'person' `
        -Connector '12ab56a5-9827-4480-b624-3e8af2fcce7d' -LinkType 'Join' `
        -OutVariable syncRule
        Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source @('a','b') `
        -Destination 'c' -FlowType 'Expression' -Expression 'IIF(IsPresent([a]),[a],[b])' `
        -OutVariable syncRule
        New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.JoinCondition' `
        -ArgumentList 'mail','mail',$false -OutVariable condition0
        Add-ADSyncJoinConditionGroup -SynchronizationRule $syncRule[0] -JoinConditions @($condition0[0])
        Add-ADSyncRule -SynchronizationRule $syncRule[0]
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < SEEDS; seed++) {
      Files.write(script, damaged(whole, new Random(seed)));

      loads(seed, () -> RuleFiles.load(script).check(RuleSurroundings.UNKNOWN));
    }
  }

  @Test
  void damageInAnyFileOfAnExportIsToldWithItsFile() throws Exception {
    Path real = SharedData.exportedConfiguration();
    Path copy = copyOf(real);
    List<Path> files =
        Stream.of("GlobalSettings", "Connectors")
            .flatMap(part -> files(real.resolve(part)).stream())
            // The schema of a forest takes a second to read; the other connector is built the same.
            .filter(file -> !file.toString().contains("ae4db4cc"))
            .toList();
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      Path file = files.get(random.nextInt(files.size()));
      Path target = copy.resolve(real.relativize(file).toString());
      damage(file, target, random);

      loads(
          seed,
          () -> {
            ExportedConfiguration exported = ExportedConfiguration.load(copy);
            exported.rules().check(exported.surroundings());
          });
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void damagedConfigurationIsToldWithItsFile() throws Exception {
    Path file = folder.resolve("understudy.yaml");
    byte[] whole =
        """
        store: {url: sqlite:x.db, password: '${env:P}'}
        rules: {defaults: directory-to-directory, source: hr, target: branch}
        metaverse: {attributes: {a: string}, types: {person: [a]}}
        connectors:
          hr: {type: x, id: '{AE4DB4CC-B16B-4EB2-ACF5-837CA84E4D7D}', settings: {url: a}}
          branch:
            type: x
            attributes: all
            object-types: [inetOrgPerson]
            parameters: {Target.Users: 'ou=u', Target.Groups: 'ou=g'}
        limits: {error-limit: 7}
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < SEEDS; seed++) {
      Files.write(file, damaged(whole, new Random(seed)));

      loads(
          seed,
          () ->
              Configuration.load(file, new Environment(Map.<String, String>of()::get, List.of())));
    }
  }

  private void loads(int seed, Runnable reading) {
    try {
      reading.run();
    } catch (ConfigurationException e) {
      assertThat(e.problems())
          .as("seed %d", seed)
          .isNotEmpty()
          .allMatch(problem -> !problem.position().file().toString().isEmpty())
          .anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    } catch (RuntimeException | StackOverflowError e) {
      fail("seed " + seed + ": " + e, e);
    }
  }

  private static void damage(Path from, Path to, Random random) throws IOException {
    Files.write(to, damaged(Files.readAllBytes(from), random));
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      damaged = damagedOnce(damaged, random);
    }
    return damaged;
  }

  private static byte[] damagedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> {
        // A piece is missing.
      }
      case 1 -> {
        out.write(bytes, from, to - from);
        out.write(bytes, from, to - from);
      }
      case 2 -> {
        byte[] noise = new byte[1 + random.nextInt(4)];
        random.nextBytes(noise);
        out.writeBytes(noise);
      }
      case 3 -> out.writeBytes(punctuation(random));
      default -> to = bytes.length;
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] punctuation(Random random) {
    String marks = "<>&\"'[]{}:,-|#%$@`()\n\t\0?!*~";
    byte[] noise = new byte[1 + random.nextInt(6)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) marks.charAt(random.nextInt(marks.length()));
    }
    return noise;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path copyOf(Path real) throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> paths = Files.walk(real)) {
      for (Path path : paths.toList()) {
        Path target = copy.resolve(real.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!path.toString().contains("ae4db4cc")) {
          Files.write(target, Files.readAllBytes(path));
        }
      }
    }
    return copy;
  }
}
