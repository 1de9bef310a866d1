// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.testing.World;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a directory does not take, and what ends an export (`spec/engine.md` §1.7).
final class ExportRefusalTest extends ExportScene {
  @Test
  void aRefusedObjectKeepsItsErrorAndIsTriedAgain() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    FaultyConnector faulty =
        new FaultyConnector(world.connector).reject(delta -> true, "constraint-violation");
    assertThat(export(faulty, 0).result()).isEqualTo("completed-export-errors");
    world.clock.advance(Duration.ofHours(1));
    export(faulty, 0);
    SpaceObject ada = world.object("CN=Ada,DC=x");
    ObjectError error = Objects.requireNonNull(ada.state().exportError());
    assertThat(error.name()).isEqualTo("constraint-violation");
    assertThat(error.retries()).isEqualTo(1);
    assertThat(error.last()).isEqualTo(error.first().plus(Duration.ofHours(1)));
    assertThat(world.errors()).hasSize(1);
    assertThat(world.count("export-failure")).isEqualTo(1);
    export(faulty.heal(), 0);
    assertThat(world.object("CN=Ada,DC=x").state().exportError()).isNull();
    assertThat(world.object("CN=Ada,DC=x").state().is(SpaceState.EXPORT_ERROR)).isFalse();
  }

  @Test
  void aBusyDirectoryIsAskedAgainLaterAndLater() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    assertThat(export(new FaultyConnector(world.connector).busy(3), 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(export(new FaultyConnector(world.connector), 0)).isEqualTo(StepEnd.SUCCESS);
  }

  @Test
  void aDirectoryThatStaysBusyIsAnError() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    assertThat(export(new FaultyConnector(world.connector).busy(100), 0).result())
        .isEqualTo("completed-export-errors");
  }

  @Test
  void anUpdateOfAVanishedObjectBecomesAnAdd() throws InterruptedException {
    imported(1);
    world.want("CN=u1,DC=x", "user", Map.of("title", List.of(Value.of("t"))));
    StoredObject before = stored("CN=u1,DC=x");
    world.directory.apply(new ObjectDelta.Delete(before.anchor(), before.dn(), "user"));
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(1);
    assertThat(stored("CN=u1,DC=x").anchor()).isNotEqualTo(before.anchor());
    assertThat(world.deltaImport()).isEqualTo(StepEnd.SUCCESS);
    SpaceObject now = world.object("CN=u1,DC=x");
    assertThat(now.images().sent().isNothing()).isTrue();
    assertThat(now.identity().anchor()).isEqualTo(stored("CN=u1,DC=x").anchor());
    assertThat(world.names()).hasSize(2);
  }

  @Test
  void theDeleteOfAVanishedObjectIsDone() throws InterruptedException {
    imported(1);
    StoredObject before = stored("CN=u1,DC=x");
    world.directory.apply(new ObjectDelta.Delete(before.anchor(), before.dn(), "user"));
    world.intend("CN=u1,DC=x", "user", Intent.Gone.GONE);
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=u1,DC=x").images().sent().operation())
        .isEqualTo(Sent.Operation.DELETE);
  }

  @Test
  void anAddOverAnotherObjectIsAnError() throws InterruptedException {
    existing("CN=Ada,DC=x", "contact");
    want("CN=Ada,DC=x", "user");
    export();
    assertThat(world.errors().getFirst().name()).isEqualTo("cd-existing-object");
  }

  @Test
  void oneDeletionTooManyAndNothingIsWritten() throws InterruptedException {
    imported(3);
    want("CN=new,DC=x", "user");
    for (int i = 1; i <= 3; i++) {
      world.intend("CN=u" + i + ",DC=x", "user", Intent.Gone.GONE);
    }
    StepEnd end = export(world.connector, 2);
    assertThat(end.result()).isEqualTo("stopped-deletion-limit");
    assertThat(end.detail()).contains("3 deletions");
    assertThat(world.directory.objects()).hasSize(3);
    assertThat(export(world.connector, 3)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.directory.objects()).hasSize(1);
  }

  @Test
  void tooManyErrorsStopTheExport() throws InterruptedException {
    world.limits = new Limits(2, 3, 2_000, 20_000);
    for (int i = 0; i < 10; i++) {
      want("CN=u" + i + ",DC=x", "user");
    }
    FaultyConnector faulty = new FaultyConnector(world.connector).reject(delta -> true, "cd-error");
    assertThat(export(faulty, 0).result()).isEqualTo("stopped-error-limit");
    assertThat(world.errors()).hasSize(4);
  }

  @Test
  void lostAcknowledgementsAreSentAgainAndNothingIsDoubled() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      want("CN=u" + i + ",DC=x", "user");
    }
    FaultyConnector faulty = new FaultyConnector(world.connector).loseAcknowledgementsAfter(5);
    assertThat(export(faulty, 0).result()).isEqualTo("stopped-connectivity");
    assertThat(world.directory.objects()).hasSize(5);
    assertThat(world.store.note("export/corp/in-flight"))
        .hasValueSatisfying(note -> assertThat(note).startsWith("1 "));
    assertThat(export(faulty.heal(), 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.directory.objects()).hasSize(10);
    assertThat(world.store.note("export/corp/in-flight")).isEmpty();
    assertThat(world.store.note("export/corp/batch")).contains("2");
    assertThat(world.fullImport()).isEqualTo(StepEnd.SUCCESS);
  }

  @Test
  void aConnectorThatOnlyReadsIsNotExportedTo() throws InterruptedException {
    world.connector.close();
    assertThat(export(new ReadOnlyConnector(), 0).result()).isEqualTo("stopped-export-disabled");
  }

  /// Can be tested and described, nothing else.
  private static final class ReadOnlyConnector implements Connector {
    @Override
    public Schema schema() {
      return World.SCHEMA;
    }

    @Override
    public List<Partition> partitions() {
      return List.of(World.scope().partition());
    }

    @Override
    public ConnectionTest test() {
      return new ConnectionTest.Reachable("nothing to write to");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void aBatchThatIsTooLargeIsSentInSmallerOnes() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      want("CN=u" + i + ",DC=x", "user");
    }
    FaultyConnector faulty = new FaultyConnector(world.connector).takeAtMost(3);
    assertThat(export(faulty, 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.directory.objects()).hasSize(10);
    assertThat(world.count("export-add")).isEqualTo(10);
    assertThat(world.fullImport()).isEqualTo(StepEnd.SUCCESS);
  }

  @Test
  void whatIsTooLargeAloneIsAnErrorOfItsObject() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    want("CN=Eve,DC=x", "user");
    assertThat(export(new FaultyConnector(world.connector).takeAtMost(0), 0).result())
        .isEqualTo("completed-export-errors");
    assertThat(world.errors())
        .hasSize(2)
        .allSatisfy(error -> {
          assertThat(error.name()).isEqualTo("cd-error");
          assertThat(error.detail()).contains("1 deltas at once are too many");
        });
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
  }
}
