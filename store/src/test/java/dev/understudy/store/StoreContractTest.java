// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
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
    store.write(java.util.Arrays.stream(objects).<Change>map(Change.PutSpace::new).toList());
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
