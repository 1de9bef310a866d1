// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.engine.run.imports.ImportRequest.Mode;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.testing.World;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImportEndTest {
  private final World world = new World();

  private static ScriptedSource users(int from, int to) {
    ScriptedSource source = new ScriptedSource();
    for (int i = from; i <= to; i++) {
      source.user("a" + i, "CN=u" + i + ",DC=x", "t" + i);
    }
    return source;
  }

  private StepEnd full(ScriptedSource source) throws InterruptedException {
    return world.imported(source, Mode.FULL);
  }

  private void imported(int users) throws InterruptedException {
    full(users(1, users));
    world.synchronize();
  }

  private Optional<Watermark> watermark() {
    return world.store.space().watermark(world.number, world.attribute("DC=x"));
  }

  private boolean isDeleted(String dn) {
    SpaceObject object = world.object(dn);
    return object.images().imported() == null
        && object.state().is(SpaceState.PENDING_IMPORT)
        && object.images().synced() != null;
  }

  @Test
  void whatAFullImportDoesNotReportIsGone() throws InterruptedException {
    imported(3);
    assertThat(full(users(2, 3))).isEqualTo(StepEnd.SUCCESS);
    assertThat(isDeleted("CN=u1,DC=x")).isTrue();
    assertThat(world.count("stage-delete")).isEqualTo(1);
    assertThat(world.phases).anyMatch(phase -> phase.startsWith("import"));
    assertThat(world.phases).anyMatch(phase -> phase.startsWith("completing-obsoletion"));
  }

  @Test
  void whatADeltaImportDoesNotReportStays() throws InterruptedException {
    imported(3);
    world.imported(users(2, 2), Mode.DELTA);
    assertThat(isDeleted("CN=u1,DC=x")).isFalse();
    world.imported(new ScriptedSource().deleted("a1"), Mode.DELTA);
    assertThat(isDeleted("CN=u1,DC=x")).isTrue();
  }

  @Test
  void aDeletedObjectLosesItsReferences() throws InterruptedException {
    full(users(1, 1).group("g", "CN=G,DC=x", "CN=u1,DC=x"));
    world.synchronize();
    full(users(1, 1));
    assertThat(world.link("CN=G,DC=x", "member", "CN=u1,DC=x").flags())
        .isEqualTo(SpaceLink.UNSYNCED);
    assertThat(world.object("CN=G,DC=x").images().counts().get(world.attribute("member"))).isZero();
  }

  @Test
  void anObjectNobodySawIsForgottenOrAPlaceholder() throws InterruptedException {
    full(users(1, 3).group("g", "CN=G,DC=x", "CN=u1,DC=x"));
    full(users(3, 3).group("g", "CN=G,DC=x", "CN=u1,DC=x"));
    assertThat(world.object("CN=u1,DC=x").isPlaceholder()).isTrue();
    assertThat(world.find("CN=u2,DC=x")).isEmpty();
  }

  @Test
  void anErrorInAFullImportMeansThatNothingIsConcludedFromAbsence() throws InterruptedException {
    imported(3);
    StepEnd end = full(users(1, 1).unreadable("read-error", "CN=u2,DC=x"));
    assertThat(end.result()).isEqualTo("completed-discovery-errors");
    assertThat(isDeleted("CN=u3,DC=x")).isFalse();
    assertThat(world.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.name()).isEqualTo("read-error"));
    assertThat(world.count("stage-failure")).isEqualTo(1);
  }

  @Test
  void anIncompleteReadMeansThatNothingIsConcludedFromAbsence() throws InterruptedException {
    imported(3);
    StepEnd end = full(users(1, 1).ends(new ReadEnd.Incomplete("one page is missing")));
    assertThat(end.result()).isEqualTo("completed-discovery-errors");
    assertThat(end.detail()).contains("one page is missing");
    assertThat(isDeleted("CN=u3,DC=x")).isFalse();
  }

  @Test
  void aReadThatBreaksInAPageDeletesNothingAndKeepsTheWatermark() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      world.directory.apply(
          new ObjectDelta.Add(Dn.of("CN=u" + i + ",DC=x"), "user", Attributes.EMPTY));
    }
    FaultyConnector faulty = new FaultyConnector(world.connector);
    world.limits = new Limits(3, 5_000, 2_000, 20_000);
    world.imported(faulty, Mode.FULL);
    world.synchronize();
    Optional<Watermark> before = watermark();
    world.directory.apply(
        new ObjectDelta.Modify(
            Anchor.of("00000001"),
            Dn.of("CN=u0,DC=x"),
            null,
            "user",
            List.of(new AttributeChange.Replace("title", List.of(Value.of("new"))))));
    StepEnd end = world.imported(faulty.breakReadAfter(4), Mode.FULL);
    assertThat(end.result()).isEqualTo("stopped-connectivity");
    assertThat(isDeleted("CN=u9,DC=x")).isFalse();
    assertThat(world.values("CN=u0,DC=x", "title")).containsExactly(Value.of("new"));
    assertThat(watermark()).isEqualTo(before);
  }

  @Test
  void aReadThatCannotBeginDoesNotStart() throws InterruptedException {
    FaultyConnector faulty = new FaultyConnector(world.connector).breakReadAfter(0);
    assertThat(world.imported(faulty, Mode.FULL).result()).isEqualTo("no-start-connection");
  }

  @Test
  void anEmptySourceIsNotBelievedUnlessAllowed() throws InterruptedException {
    imported(2);
    Optional<Watermark> before = watermark();
    StepEnd end = full(new ScriptedSource().ends(new ReadEnd.Complete(new Watermark("9"))));
    assertThat(end.result()).isEqualTo("completed-no-objects");
    assertThat(end.detail()).contains("--allow-empty").contains("2 are known");
    assertThat(isDeleted("CN=u1,DC=x")).isFalse();
    assertThat(watermark()).isEqualTo(before);
    world.imported(new ScriptedSource(), Mode.FULL_ALLOW_EMPTY);
    assertThat(isDeleted("CN=u1,DC=x")).isTrue();
  }

  @Test
  void aSourceThatWasAlwaysEmptyIsBelieved() throws InterruptedException {
    StepEnd end = full(new ScriptedSource());
    assertThat(end).isEqualTo(new StepEnd("completed-no-objects", ""));
    assertThat(watermark()).contains(new Watermark("1"));
  }

  @Test
  void aDeltaImportNeedsAFullOneFirst() throws InterruptedException {
    assertThat(world.imported(users(1, 1), Mode.DELTA).result())
        .isEqualTo("no-start-full-import-required");
    full(users(1, 1));
    StepEnd end =
        world.imported(
            new ScriptedSource().ends(new ReadEnd.FullReadRequired("the cookie is too old")),
            Mode.DELTA);
    assertThat(end.result()).isEqualTo("no-start-full-import-required");
    assertThat(end.detail()).contains("the cookie is too old");
  }

  @Test
  void theWatermarkStaysWhereReadingAgainMayHelp() throws InterruptedException {
    full(users(1, 1).ends(new ReadEnd.Complete(new Watermark("1"))));
    world.imported(
        new ScriptedSource()
            .unreadable("read-error", "CN=u2,DC=x")
            .ends(new ReadEnd.Complete(new Watermark("2"))),
        Mode.DELTA);
    assertThat(watermark()).contains(new Watermark("1"));
    world.imported(
        new ScriptedSource()
            .unreadable("missing-anchor-component", "CN=u2,DC=x")
            .ends(new ReadEnd.Complete(new Watermark("3"))),
        Mode.DELTA);
    assertThat(watermark()).contains(new Watermark("3"));
  }

  @Test
  void aValueThatIsTooLargeIsAnErrorOfItsObject() throws InterruptedException {
    full(
        new ScriptedSource()
            .user("1", "CN=big,DC=x", "x".repeat((1 << 20) + 1))
            .present(
                "2",
                "CN=bin,DC=x",
                "user",
                Attributes.builder().add("title", Value.of(new byte[(10 << 20) + 1])).build())
            .user("3", "CN=ok,DC=x", "fine"));
    assertThat(world.errors().stream().map(error -> error.name()))
        .containsExactly("invalid-attribute-value", "invalid-attribute-value");
    assertThat(world.find("CN=big,DC=x")).isEmpty();
    assertThat(world.object("CN=ok,DC=x")).isNotNull();
  }

  @Test
  void tooManyErrorsStopTheImport() throws InterruptedException {
    world.limits = new Limits(2, 3, 2_000, 20_000);
    ScriptedSource source = new ScriptedSource();
    for (int i = 0; i < 100; i++) {
      source.unreadable("read-error", "CN=u" + i + ",DC=x");
    }
    assertThat(full(source).result()).isEqualTo("stopped-error-limit");
    assertThat(world.errors()).hasSize(4);
  }

  @Test
  void aStoreThatFailsEndsTheImportAndKeepsWhatWasCommitted() throws InterruptedException {
    world.limits = new Limits(2, 5_000, 2_000, 20_000);
    AtomicInteger writes = new AtomicInteger();
    world.store.failWrites(
        changes -> writes.incrementAndGet() == 3,
        new StoreException(StoreException.Code.FULL, "no space left"));
    assertThatThrownBy(() -> full(users(1, 100))).isInstanceOf(StoreException.class);
    assertThat(world.find("CN=u4,DC=x")).isPresent();
    assertThat(world.find("CN=u5,DC=x")).isEmpty();
    world.store.heal();
    assertThat(full(users(1, 100))).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("stage-add")).isEqualTo(96);
  }

  @Test
  void anInterruptStopsTheReaderToo() {
    ScriptedSource endless =
        new ScriptedSource() {
          @Override
          void read(ImportSink sink) throws InterruptedException {
            for (int i = 0; ; i++) {
              sink.accept(
                  new ImportedChange.Present(
                      Anchor.of("a" + i), Dn.of("CN=u" + i + ",DC=x"), "user", Attributes.EMPTY));
            }
          }
        };
    Thread me = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(Duration.ofMillis(100));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          me.interrupt();
        });
    assertThatThrownBy(() -> full(endless)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .doesNotContain("read-" + World.CONNECTOR);
    assertThat(watermark()).isEmpty();
  }

  @Test
  void aSlowConsumerHoldsTheSourceBack() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    ChangeReader.Reading endless =
        sink -> {
          while (true) {
            sink.accept(new ImportedChange.Deleted(Anchor.of("a" + read.incrementAndGet()), null));
          }
        };
    try (ChangeReader reader = ChangeReader.start("slow", 10, endless)) {
      assertThat(reader.next()).hasSize(10);
      Thread.sleep(Duration.ofMillis(100));
      assertThat(read.get()).isLessThanOrEqualTo(60);
      assertThat(reader.next()).hasSize(10);
    }
  }

  @Test
  void everyObjectIsStagedInTransactionsOfABatch() throws InterruptedException {
    world.limits = new Limits(10, 5_000, 2_000, 20_000);
    full(users(1, 35));
    long largest =
        world.store.written().stream()
            .mapToLong(
                changes -> changes.stream().filter(Change.PutSpace.class::isInstance).count())
            .max()
            .orElseThrow();
    assertThat(largest).isLessThanOrEqualTo(11);
    assertThat(world.count("stage-add")).isEqualTo(35);
  }

  /// A scope names its containers by DN. Whoever renames one takes everything in it out of the
  /// scope.
  @Test
  void aRenamedContainerChangesNothingInADeltaImportAndEmptiesTheFullOne()
      throws InterruptedException {
    ReadScope people =
        new ReadScope(
            new Partition("OU=People,DC=x"),
            World.scope().objectTypes(),
            World.scope().attributes());
    Dn container = Dn.of("OU=People,DC=x");
    world.directory.apply(new ObjectDelta.Add(container, "organizationalUnit", Attributes.EMPTY));
    world.directory.apply(
        new ObjectDelta.Add(Dn.of("CN=Ada,OU=People,DC=x"), "user", Attributes.EMPTY));
    imported(people, Mode.FULL);
    world.synchronize();
    StoredObject unit = world.directory.find(container).orElseThrow();
    world.directory.apply(
        new ObjectDelta.Modify(
            unit.anchor(), container, Dn.of("OU=Staff,DC=x"), "organizationalUnit", List.of()));
    assertThat(imported(people, Mode.DELTA)).isEqualTo(StepEnd.SUCCESS);
    assertThat(isDeleted("CN=Ada,OU=People,DC=x")).isFalse();
    assertThat(imported(people, Mode.FULL).result()).isEqualTo("completed-no-objects");
    assertThat(isDeleted("CN=Ada,OU=People,DC=x")).isFalse();
    imported(people, Mode.FULL_ALLOW_EMPTY);
    assertThat(isDeleted("CN=Ada,OU=People,DC=x")).isTrue();
  }

  private StepEnd imported(ReadScope scope, Mode mode) throws InterruptedException {
    return new ImportStep(world.context())
        .run(new ImportRequest(World.CONNECTOR, world.connector, scope, mode));
  }

  @Test
  void placeholdersStayWhenAFullImportHadErrors() throws InterruptedException {
    full(new ScriptedSource().group("1", "CN=G,DC=x", "CN=Ada,DC=x"));
    full(new ScriptedSource().group("1", "CN=G,DC=x").unreadable("read-error", "CN=H,DC=x"));
    assertThat(world.object("CN=Ada,DC=x").isPlaceholder()).isTrue();
    full(new ScriptedSource().group("1", "CN=G,DC=x"));
    assertThat(world.find("CN=Ada,DC=x")).isEmpty();
  }
}
