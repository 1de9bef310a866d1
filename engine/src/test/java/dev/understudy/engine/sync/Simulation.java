// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A random history of directories, imports, synchronizations, exports and crashes.
final class Simulation {
  private static final int USERS = 7;
  private static final int GROUPS = 3;

  /// Those whom HR knows by their security principals only.
  private static final Set<String> FOREIGN = Set.of("u5", "u6", "g2");

  private final Random random;
  private final Lab lab;
  private final boolean exports;
  private final List<String> log = new ArrayList<>();

  /// @param exports whether what is pending is sent now and then
  Simulation(String rules, Random random, boolean exports) {
    this.random = random;
    this.lab = new Lab(rules).unchecked();
    this.exports = exports;
  }

  Lab lab() {
    return lab;
  }

  /// What happened, for people.
  List<String> log() {
    return log;
  }

  /// Lets `events` things happen.
  void run(int events) {
    for (int i = 0; i < events; i++) {
      int dice = random.nextInt(20);
      if (dice < 13) {
        change(random.nextInt(3) == 0 ? "HR" : "AD");
      } else if (dice < 15) {
        stage(connector());
      } else if (dice < 18 || !exports) {
        synchronize(connector(), random.nextInt(6) == 0);
      } else {
        String connector = random.nextBoolean() ? "CLOUD" : "HR";
        note("export %s", connector);
        lab.export(connector);
      }
    }
  }

  /// Synchronizes until nothing is left to do.
  void settle() {
    for (int round = 0; round < 12; round++) {
      for (String connector : Lab.CONNECTORS) {
        stage(connector);
      }
      if (Invariants.isSettled(lab)) {
        return;
      }
      for (String connector : Lab.CONNECTORS) {
        limits();
        note("delta %s", connector);
        lab.sync(connector, false);
        Invariants.check(lab);
      }
    }
    throw new AssertionError("synchronization does not come to an end\n" + LabView.dump(lab));
  }

  /// Exports and confirms until nothing is pending.
  void exportAll() {
    for (int round = 0; round < 12; round++) {
      settle();
      if (lab.pending("CLOUD").isEmpty() && lab.pending("HR").isEmpty()) {
        return;
      }
      note("export all");
      lab.export("CLOUD");
      lab.export("HR");
    }
    throw new AssertionError(
        "exports do not come to an end: " + lab.pending("CLOUD") + lab.pending("HR"));
  }

  private String connector() {
    return Lab.CONNECTORS.get(random.nextInt(Lab.CONNECTORS.size()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // Not worth a dependency of the tests.
  private void note(String format, Object... arguments) {
    log.add(format.formatted(arguments));
  }

  private void limits() {
    lab.limits(1 + random.nextInt(6), random.nextInt(5), 1 + random.nextInt(5));
  }

  private void stage(String connector) {
    note("stage %s", connector);
    lab.stage(connector);
  }

  private void synchronize(String connector, boolean full) {
    limits();
    boolean crash = random.nextInt(4) == 0;
    if (crash) {
      lab.crashAfter(random.nextInt(5));
    }
    note("%s %s%s", full ? "full" : "delta", connector, crash ? " with a crash" : "");
    try {
      lab.sync(connector, full);
      Invariants.check(lab);
    } catch (StoreException e) {
      note("crashed");
    } finally {
      lab.store.heal();
    }
  }

  // --- changes of a directory ---

  private void change(String connector) {
    LabDirectory directory = lab.at(connector);
    boolean group = random.nextInt(3) == 0;
    String sid = group ? "g" + random.nextInt(GROUPS) : "u" + random.nextInt(USERS);
    boolean foreign = connector.equals("HR") && FOREIGN.contains(sid);
    String name = foreign ? "f" + sid : sid;
    LabDirectory.Entry known = directory.find(name);
    if (known == null) {
      String type = foreign ? "fsp" : group ? "group" : "user";
      note("%s put %s", connector, name);
      directory.put(type, name, "sid=" + sid, "cn=" + name + " " + connector);
      modify(directory, connector, name);
      return;
    }
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        note("%s remove %s", connector, name);
        directory.remove(name);
      }
      case 2 -> {
        note("%s remove only %s", connector, name);
        directory.removeOnly(name);
      }
      case 3 -> {
        String other = random.nextBoolean() ? name : name + "x";
        note("%s rename %s to %s", connector, name, other);
        directory.rename(name, other);
      }
      case 4 -> {
        if (known.type().equals("user") || known.type().equals("contact")) {
          String type = known.type().equals("user") ? "contact" : "user";
          note("%s retype %s to %s", connector, name, type);
          directory.put(new LabDirectory.Entry(name, type, known.dn(), known.values()));
        }
      }
      default -> modify(directory, connector, name);
    }
  }

  private void modify(LabDirectory directory, String connector, String name) {
    String change =
        switch (random.nextInt(9)) {
          case 0 -> "title=" + oneOf("", "t0", "t1", "t2");
          case 1 -> "info=" + oneOf("", "", "out");
          case 2 -> "department=" + oneOf("", "", "d1");
          case 3 -> "extra=" + oneOf("", "", "c");
          case 4 -> "otherMails=" + oneOf("", "a", "a|b", "b|c");
          case 5 -> "cn=" + oneOf("x", "y");
          default ->
              name.startsWith("g")
                  ? "member=" + members()
                  : "manager=" + (random.nextInt(4) == 0 ? "" : target());
        };
    note("%s set %s %s", connector, name, change);
    directory.set(name, change);
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// Somebody who may be there or not.
  private String target() {
    return switch (random.nextInt(8)) {
      case 0 -> "g" + random.nextInt(GROUPS);
      case 1 -> "fu" + (5 + random.nextInt(2));
      case 2 -> "fg2";
      default -> "u" + random.nextInt(USERS);
    };
  }

  private String members() {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String member = target();
      if (!members.contains(member)) {
        members.add(member);
      }
    }
    return String.join("|", members);
  }
}
