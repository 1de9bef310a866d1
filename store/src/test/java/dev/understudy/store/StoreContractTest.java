// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store must do, whatever it is made of.
abstract class StoreContractTest {
  Store store;

  /// Opens the store of the test: the same one each time in one test, an empty one in the next.
  abstract Store open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  void reopen() {
    store.close();
    store = open();
  }

  static SpaceObject object(long id, int connector, String dn, String anchor) {
    return new SpaceObject(
        id,
        connector,
        new SpaceIdentity(Dn.of(dn), anchor.isEmpty() ? null : Anchor.of(anchor), 1, 1, 0),
        new SpaceImages(
            new Image.Builder(1).put(1, List.of(Value.of(dn))).build(),
            null,
            Sent.NOTHING,
            Intent.Unmanaged.UNMANAGED,
            LinkCounts.NONE),
        Lineage.NONE,
        SpaceState.CLEAN);
  }

  void put(SpaceObject... objects) {
    store.write(Arrays.stream(objects).<Change>map(Change.PutSpace::new).toList());
  }

  @Test
  void objectsThatSwapTheirNamesAndAnchorsInOneWriteAreBothThere() {
    put(object(1, 1, "CN=a", "x"), object(2, 1, "CN=b", "y"), object(3, 1, "CN=c", "z"));
    put(object(1, 1, "CN=b", "y"), object(2, 1, "CN=c", "z"), object(3, 1, "CN=a", "x"));
    assertThat(store.space().idsByDn(1, List.of(Dn.of("cn=A").key(), Dn.of("CN=b").key())))
        .containsExactly(3, 1);
    assertThat(store.space().byAnchor(1, List.of(Anchor.of("z"))))
        .extracting(SpaceObject::id)
        .containsExactly(2L);
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    int number = store.dictionary().number("mail");
    store.write(
        List.of(
            new Change.PutSpace(object(store.newId(), 1, "CN=a", "x")),
            new Change.PutWatermark(1, 1, new Watermark("cookie")),
            new Change.PutNote("k", "v")));
    reopen();
    assertThat(store.dictionary().find("mail")).hasValue(number);
    assertThat(store.dictionary().name(number)).isEqualTo("mail");
    assertThat(store.space().count(1, 0)).isEqualTo(1);
    assertThat(store.space().watermark(1, 1)).hasValue(new Watermark("cookie"));
    assertThat(store.note("k")).hasValue("v");
  }

  @Test
  void twoObjectsWithOneNameAreRefusedAndNothingOfTheListIsKept() {
    put(object(1, 1, "CN=a", "x"));
    assertThatThrownBy(() -> put(object(2, 1, "CN=b", "y"), object(3, 1, "cn=A", "z")))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(StoreException.Code.FAILED));
    assertThat(store.space().count(1, 0)).isEqualTo(1);
    put(object(2, 1, "CN=b", "y"), object(3, 2, "cn=A", "x"));
    assertThat(store.space().objects(List.of(1L, 2L, 3L))).hasSize(3);
  }

  @Test
  void aListThatFailsHalfwayLeavesNothingForTheNextOne() {
    Change broken = new Change.PutNote("k", "v");
    List<Change> changes = new ArrayList<>(List.of(new Change.PutSpace(object(1, 1, "CN=a", ""))));
    changes.add(broken);
    changes.add(new Change.PutSpace(object(2, 1, "CN=a", "")));
    assertThatThrownBy(() -> store.write(changes)).isInstanceOf(StoreException.class);
    assertThat(store.note("k")).isEmpty();
    put(object(3, 1, "CN=c", ""));
    assertThat(store.space().page(1, 0, 0, 10)).extracting(SpaceObject::id).containsExactly(3L);
  }

  @Test
  void aRemovedObjectLeavesItsNameToAnotherOneInTheSameList() {
    put(object(1, 1, "CN=a", "x"));
    store.write(
        List.of(
            new Change.PutSpaceLink(new SpaceLink(1, 5, 9, SpaceLink.IMPORTED)),
            new Change.PutSpace(object(2, 1, "CN=a", "x")),
            new Change.RemoveSpace(1)));
    assertThat(store.space().page(1, 0, 0, 10)).extracting(SpaceObject::id).containsExactly(2L);
    assertThat(store.space().links(1, 0, null, 10)).isEmpty();
  }

  @Test
  void identifiersAscendAndAreNeverGivenAgain() {
    long first = store.newId();
    long second = store.newId();
    put(object(first, 1, "CN=a", ""), object(second, 1, "CN=b", ""));
    store.write(List.of(new Change.RemoveSpace(second)));
    reopen();
    assertThat(first).isPositive();
    assertThat(second).isGreaterThan(first);
    assertThat(store.newId()).isGreaterThan(second);
    long last = 0;
    for (int i = 0; i < 200_000; i++) {
      long next = store.newId();
      assertThat(next > last).isTrue();
      last = next;
    }
    reopen();
    assertThat(store.newId()).isEqualTo(last + 1);
  }

  @Test
  void aNameKeepsItsNumberWhicheverThreadAsksFirst() throws InterruptedException {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "name " + i % 50).toList();
    List<Thread> threads = new ArrayList<>();
    Map<String, Integer> numbers = new ConcurrentHashMap<>();
    List<String> contradictions = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (String name : names) {
              int number = store.dictionary().number(name);
              Integer other = numbers.putIfAbsent(name, number);
              if (other != null && other != number) {
                contradictions.add(name);
              }
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    reopen();
    assertThat(contradictions).isEmpty();
    assertThat(numbers.values()).doesNotHaveDuplicates();
    numbers.forEach((name, number) -> {
      assertThat(store.dictionary().find(name)).hasValue(number);
      assertThat(store.dictionary().name(number)).isEqualTo(name);
    });
    assertThat(store.dictionary().find("other")).isEmpty();
    assertThatThrownBy(() -> store.dictionary().name(51))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.dictionary().number("half \ud83d"))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void notesAndWatermarksAreKeptExactlyAndForgotten() {
    String odd = "nul \0, half \ud83d, Grüße";
    store.write(
        List.of(
            new Change.PutNote("k", "first"),
            new Change.PutNote("k", odd),
            new Change.PutWatermark(1, 2, new Watermark(odd)),
            new Change.PutWatermark(2, 2, new Watermark(""))));
    assertThat(store.note("k")).hasValue(odd);
    assertThat(store.space().watermark(1, 2)).hasValue(new Watermark(odd));
    assertThat(store.space().watermark(2, 2)).hasValue(new Watermark(""));
    assertThat(store.space().watermark(2, 1)).isEmpty();
    store.write(List.of(new Change.PutNote("k", null), new Change.PutWatermark(1, 2, null)));
    assertThat(store.note("k")).isEmpty();
    assertThat(store.space().watermark(1, 2)).isEmpty();
  }

  @Test
  void theHistoryOfRunsIsKeptNewestFirst() {
    Instant start = Instant.parse("2026-01-02T03:04:05.123456789Z");
    RunRecord first = new RunRecord(5, "hr", "full", 1, "ada", "in-progress", start, null);
    RunRecord second = new RunRecord(9, "ad", "delta", 1, "", "success", start, start);
    RunRecord ended = new RunRecord(5, "hr", "full", 1, "ada", "success", start, Instant.MAX);
    store.write(List.of(new Change.PutRun(first), new Change.PutRun(second)));
    assertThat(store.runs().run(5)).hasValue(first);
    store.write(List.of(new Change.PutRun(ended)));
    assertThat(store.runs().runs("", Long.MAX_VALUE, 10)).containsExactly(second, ended);
    assertThat(store.runs().runs("", 9, 10)).containsExactly(ended);
    assertThat(store.runs().runs("", Long.MAX_VALUE, 1)).containsExactly(second);
    assertThat(store.runs().runs("hr", Long.MAX_VALUE, 10)).containsExactly(ended);
    assertThat(store.runs().nextNumber("hr")).isEqualTo(2);
    assertThat(store.runs().nextNumber("unheard of")).isEqualTo(1);
    assertThat(store.runs().run(6)).isEmpty();
  }

  @Test
  void aStepIsReplacedWithItsCountersAndItsErrorsAddUp() {
    Instant start = Instant.EPOCH;
    StepRecord before = step(7, 2, "in-progress", Map.of("add", 1L, "crm/add", 2L));
    StepRecord after = step(7, 2, "success", Map.of("add", 3L, "delete", Long.MAX_VALUE));
    StepRecord earlier = step(8, 1, "success", Map.of());
    StepError error = new StepError(7, 0, "", "anchor-too-long", "it is");
    store.write(
        List.of(
            new Change.PutStep(before),
            new Change.AddStepError(error),
            new Change.PutStep(earlier)));
    assertThat(store.runs().steps(3)).containsExactly(earlier, before);
    store.write(List.of(new Change.PutStep(after), new Change.AddStepError(error)));
    assertThat(store.runs().steps(3)).containsExactly(earlier, after);
    assertThat(store.runs().errors(7, 10)).containsExactly(error, error);
    assertThat(store.runs().errors(7, 1)).containsExactly(error);
    assertThat(store.runs().errors(8, 10)).isEmpty();
    assertThat(store.runs().steps(4)).isEmpty();
    assertThat(start).isEqualTo(after.started());
  }

  private static StepRecord step(long id, int number, String result, Map<String, Long> counters) {
    return new StepRecord(
        id, 3, number, "full-import", "default", result, "", Instant.EPOCH, null, counters);
  }

  @Test
  void emptyQuestionsHaveEmptyAnswers() {
    store.write(List.of());
    assertThat(store.space().objects(List.of())).isEmpty();
    assertThat(store.space().byAnchor(1, List.of())).isEmpty();
    assertThat(store.space().byDn(1, List.of())).isEmpty();
    assertThat(store.space().idsByDn(1, List.of())).isEmpty();
    assertThat(store.space().joinedTo(List.of())).isEmpty();
    assertThat(store.space().metaverseOf(new long[0])).isEmpty();
    assertThat(store.space().withSettledReferrers(List.of())).isEmpty();
    assertThat(store.metaverse().objects(List.of())).isEmpty();
    assertThat(store.metaverse().count()).isZero();
  }

  @Test
  void manyKeysAreAnsweredInTheirOrder() {
    List<Change> changes = new ArrayList<>();
    List<DnKey> names = new ArrayList<>();
    for (long id = 1; id <= 10_007; id++) {
      SpaceObject object = object(id, 1, "CN=user " + id + ",DC=x", "anchor " + id);
      changes.add(new Change.PutSpace(object));
      names.add(object.identity().dn().key());
    }
    store.write(changes);
    Collections.reverse(names);
    long[] ids = store.space().idsByDn(1, names);
    assertThat(ids).hasSize(10_007).startsWith(10_007, 10_006).endsWith(2, 1);
    assertThat(store.space().objects(LongStream.of(ids).boxed().toList())).hasSize(10_007);
    assertThat(store.space().byDn(1, names)).hasSize(10_007);
  }

  @Test
  void aReaderSeesWholeListsWhileAnotherThreadWrites() throws Exception {
    int rounds = 60;
    FutureTask<Void> writing =
        new FutureTask<>(() -> {
          for (int round = 1; round <= rounds; round++) {
            List<Change> changes = new ArrayList<>();
            for (long owner = 1; owner <= 20; owner++) {
              changes.add(new Change.PutSpaceLink(new SpaceLink(7, 1, owner, round)));
            }
            store.write(changes);
          }
          return null;
        });
    Thread.ofVirtual().start(writing);
    int last = 0;
    while (last < rounds) {
      List<SpaceLink> links = store.space().links(7, 0, null, 100);
      assertThat(links.stream().map(SpaceLink::flags).distinct().count()).isLessThanOrEqualTo(1);
      assertThat(links.size()).isIn(0, 20);
      int now = links.isEmpty() ? 0 : links.getFirst().flags();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    writing.get();
  }

  @Test
  void aSecondOpeningIsRefusedWithTheHolderAndTheFirstGoesOn() {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(StoreException.Code.LOCKED);
              assertThat(refusal).hasMessageContaining("process " + ProcessHandle.current().pid());
            });
    put(object(1, 1, "CN=a", ""));
    assertThat(store.space().count(1, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aRandomHistoryLeavesWhatTheModelHas(long seed) {
    System.out.println("seed " + seed);
    StoreHistory history = new StoreHistory(store, seed);
    for (int i = 0; i < 4; i++) {
      history.write();
      history.write();
      history.write();
      new StoreComparison(store, history.model()).all();
    }
  }
}
