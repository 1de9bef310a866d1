// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.testing.World;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A directory, what is known of it, and the step that writes to it.
abstract class ExportScene {
  final World world = new World();
  final List<Duration> pauses = new ArrayList<>();

  StepEnd export() throws InterruptedException {
    return export(world.connector, 0);
  }

  StepEnd export(Connector connector, long deletionsMax) throws InterruptedException {
    return new ExportStep(world.context(), pauses::add)
        .run(new ExportRequest(World.CONNECTOR, connector, deletionsMax));
  }

  void want(String dn, String type) {
    world.want(dn, type, Map.of("cn", List.of(Value.of("x"))));
  }

  StoredObject stored(String dn) {
    return world.directory.find(Dn.of(dn)).orElseThrow();
  }

  void existing(String dn, String type) {
    world.directory.apply(new ObjectDelta.Add(Dn.of(dn), type, Attributes.EMPTY));
  }

  /// Users called CN=u1 and so on that are in the directory, imported and synchronized.
  void imported(int users) throws InterruptedException {
    for (int i = 1; i <= users; i++) {
      existing("CN=u" + i + ",DC=x", "user");
    }
    world.fullImport();
    world.synchronize();
  }

  void settle() throws InterruptedException {
    world.fullImport();
    world.synchronize();
  }
}
