// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testkit.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever happened, and in whatever order: in the end the state is that of a store that read the
/// directories once.
final class SimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 100);
  private static final int EVENTS = 60;

  @Test
  void everyHistoryEndsInTheStateThatTheDirectoriesImply() {
    Seeds.forEach(SEEDS, (seed, random) -> play(random, false));
  }

  @Test
  void aNewStoreFindsEverythingExported() {
    Seeds.forEach(SEEDS, (seed, random) -> play(random, true));
  }

  private static void play(Random random, boolean exports) {
    String rules = RandomRules.of(random);
    Simulation simulation = new Simulation(rules, random, exports);
    try {
      simulation.run(EVENTS);
      if (exports) {
        simulation.exportAll();
      } else {
        simulation.settle();
      }
      Lab lab = simulation.lab();
      Invariants.check(lab);
      lab.checkIdempotence();
      Lab fresh = fresh(rules, lab);
      assertThat(LabView.canonical(lab))
          .as("what a new store makes of it:%n%s", LabView.dump(fresh))
          .isEqualTo(LabView.canonical(fresh));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "%s%n%s%n%s%n%s"
              .formatted(
                  e, rules, String.join("\n", simulation.log()), LabView.dump(simulation.lab())),
          e);
    }
  }

  /// A store that never was, until it read what the directories hold.
  private static Lab fresh(String rules, Lab lab) {
    Lab fresh = new Lab(rules).unchecked();
    for (String connector : Lab.CONNECTORS) {
      lab.at(connector).all().forEach(fresh.at(connector)::put);
    }
    for (int round = 0; round < 3; round++) {
      for (String connector : List.of("AD", "HR", "CLOUD")) {
        fresh.full(connector);
      }
    }
    return fresh;
  }
}
