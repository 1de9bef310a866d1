// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is read of changes, each made by somebody else.
class DirSyncTest {
  private final SambaDc dc = TestForest.shared();
  private final AdDirectory directory = AdDirectory.on(dc, settings());
  private final CollectingSink sink = new CollectingSink();

  Map<String, String> settings() {
    return Map.of("delta", "dirsync", "page-size", "500");
  }

  /// Whether membership comes value by value.
  boolean byValue() {
    return true;
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void nothingIsReportedWhenNothingChanged() throws Exception {
    directory.makeUsers("CN=ann");
    Watermark since = directory.now();
    directory.changes(since, sink);

    assertThat(sink.changes()).noneMatch(ImportedChange.Deleted.class::isInstance);
    if (byValue()) {
      assertThat(sink.changes()).isEmpty();
    }
  }

  @Test
  void membersThatCameAndWentAreReportedWithoutTheOthers() throws Exception {
    directory.makeUsers("CN=ann", "CN=bob", "CN=cid");
    directory.makeGroup("CN=all", "CN=ann", "CN=bob");
    Watermark since = directory.now();
    directory.change("CN=all", "add", "member", directory.dn("CN=cid").text());
    directory.change("CN=all", "delete", "member", directory.dn("CN=ann").text());

    directory.changes(since, sink);

    if (byValue()) {
      assertThat(sink.changes())
          .singleElement()
          .isInstanceOfSatisfying(
              ImportedChange.Modified.class,
              change ->
                  assertThat(change.changes())
                      .containsExactly(
                          new AttributeChange.Update(
                              "member",
                              List.of(directory.reference("CN=cid")),
                              List.of(directory.reference("CN=ann")))));
    } else {
      assertThat(present("CN=all").attributes().get("member"))
          .containsExactlyInAnyOrder(directory.reference("CN=bob"), directory.reference("CN=cid"));
    }
  }

  @Test
  void aChangedTextOfAGroupDoesNotReadItsMembers() throws Exception {
    directory.makeUsers("CN=ann");
    directory.makeGroup("CN=all", "CN=ann");
    Watermark since = directory.now();
    directory.change("CN=all", "replace", "description", "everybody");
    Watermark then = AdDirectory.next(directory.changes(since, sink));
    directory.change("CN=all", "delete", "description");
    CollectingSink later = new CollectingSink();
    directory.changes(then, later);

    if (byValue()) {
      assertThat(changesOf(sink))
          .containsExactly(
              new AttributeChange.Replace("description", List.of(Value.of("everybody"))));
      assertThat(changesOf(later))
          .containsExactly(new AttributeChange.Replace("description", List.of()));
    } else {
      assertThat(present("CN=all").attributes().get("description"))
          .containsExactly(Value.of("everybody"));
    }
  }

  @Test
  void aDeletedObjectIsReportedByItsAnchor() throws Exception {
    directory.makeUsers("CN=ann", "CN=bob");
    Anchor ann = directory.read("CN=ann").anchor();
    Watermark since = directory.now();
    directory.remove("CN=ann");

    directory.changes(since, sink);

    assertThat(sink.changes()).contains(new ImportedChange.Deleted(ann, null));
    assertThat(sink.present()).noneMatch(object -> object.anchor().equals(ann));
  }

  @Test
  void aMovedObjectKeepsItsAnchor() throws Exception {
    directory.makeOu("OU=a");
    directory.makeOu("OU=b");
    directory.makeUsers("CN=ann,OU=a");
    Anchor ann = directory.read("CN=ann,OU=a").anchor();
    Watermark since = directory.now();
    directory.move("CN=ann,OU=a", directory.dn("CN=ann,OU=b"));

    directory.changes(since, sink);

    assertThat(present("CN=ann,OU=b").anchor()).isEqualTo(ann);
  }

  @Test
  void anObjectThatLeavesTheScopeIsGoneAndComesBackWhole() throws Exception {
    String outside = TestForest.newOu(dc);
    directory.makeUsers("CN=ann");
    directory.change("CN=ann", "replace", "title", "engineer");
    Anchor ann = directory.read("CN=ann").anchor();
    Watermark since = directory.now();
    Dn away = Dn.of("CN=ann," + outside);
    directory.move("CN=ann", away);
    Watermark then = AdDirectory.next(directory.changes(since, sink));
    assertThat(sink.changes()).contains(new ImportedChange.Deleted(ann, null));

    dc.modify(
        "dn: %s\nchangetype: modrdn\nnewrdn: CN=ann\ndeleteoldrdn: 1\nnewsuperior: %s\n"
            .formatted(away, directory.ou()));
    CollectingSink back = new CollectingSink();
    directory.changes(then, back);

    assertThat(back.present())
        .singleElement()
        .satisfies(object -> {
          assertThat(object.anchor()).isEqualTo(ann);
          assertThat(object.dn()).isEqualTo(directory.dn("CN=ann"));
          assertThat(object.attributes().get("title")).containsExactly(Value.of("engineer"));
        });
  }

  @Test
  void whatIsBelowARenamedOuIsReportedUnderItsNewName() throws Exception {
    directory.makeOu("OU=sales");
    directory.makeOu("OU=inner,OU=sales");
    directory.makeUsers("CN=ann,OU=sales", "CN=bob,OU=inner,OU=sales", "CN=cid");
    Anchor ann = directory.read("CN=ann,OU=sales").anchor();
    Anchor bob = directory.read("CN=bob,OU=inner,OU=sales").anchor();
    Anchor cid = directory.read("CN=cid").anchor();
    Watermark since = directory.now();
    directory.move("OU=sales", directory.dn("OU=vertrieb"));

    directory.changes(since, sink);

    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .contains(directory.dn("CN=ann,OU=vertrieb"), directory.dn("CN=bob,OU=inner,OU=vertrieb"));
    assertThat(sink.changes())
        .doesNotContain(
            new ImportedChange.Deleted(ann, null),
            new ImportedChange.Deleted(bob, null),
            new ImportedChange.Deleted(cid, null));
  }

  @Test
  void anOuThatIsMovedOutOfScopeTakesItsObjectsAlong() throws Exception {
    String outside = TestForest.newOu(dc);
    directory.makeOu("OU=sales");
    directory.makeUsers("CN=ann,OU=sales");
    Anchor ann = directory.read("CN=ann,OU=sales").anchor();
    Watermark since = directory.now();
    Dn away = Dn.of("OU=sales," + outside);
    directory.move("OU=sales", away);
    Watermark then = AdDirectory.next(directory.changes(since, sink));
    assertThat(sink.changes()).contains(new ImportedChange.Deleted(ann, null));

    dc.modify(
        "dn: %s\nchangetype: modrdn\nnewrdn: OU=sales\ndeleteoldrdn: 1\nnewsuperior: %s\n"
            .formatted(away, directory.ou()));
    CollectingSink back = new CollectingSink();
    directory.changes(then, back);

    assertThat(back.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactly(directory.dn("CN=ann,OU=sales"));
  }

  @Test
  void theChosenOuMayBeRenamedWhenItIsChosenByItsGuid() throws Exception {
    directory.makeOu("OU=chosen");
    directory.makeUsers("CN=ann,OU=chosen", "CN=bob");
    String guid = TestForest.guid(directory.connector(), directory.dn("OU=chosen"), dc);
    Map<String, String> containers = Map.of("containers", guid + " " + directory.dn("OU=chosen"));
    try (AdDirectory chosen = AdDirectory.in(dc, directory.ou(), merged(containers))) {
      Watermark since = chosen.now();
      directory.move("OU=chosen", directory.dn("OU=renamed"));

      chosen.changes(since, sink);
      assertThat(sink.present())
          .extracting(ImportedChange.Present::dn)
          .containsExactly(directory.dn("CN=ann,OU=renamed"));
      CollectingSink full = new CollectingSink();
      chosen.readAll(full);
      assertThat(full.present())
          .extracting(ImportedChange.Present::dn)
          .containsExactly(directory.dn("CN=ann,OU=renamed"));
    }
  }

  @Test
  void anObjectThatNoLongerFulfilsTheConditionOfItsTypeIsGone() throws Exception {
    directory.makeUsers("CN=ann");
    directory.change("CN=ann", "replace", "title", "engineer");
    try (AdDirectory filtered =
        AdDirectory.in(dc, directory.ou(), merged(Map.of("filter", "user=(title=*)")))) {
      Anchor ann = filtered.read("CN=ann").anchor();
      Watermark since = filtered.now();
      directory.change("CN=ann", "delete", "title");

      filtered.changes(since, sink);

      assertThat(sink.changes()).contains(new ImportedChange.Deleted(ann, null));
    }
  }

  @Test
  void manyNewMembersComeInPieces() throws Exception {
    List<String> names =
        java.util.stream.IntStream.range(0, 1_700)
            .mapToObj(i -> directory.dn("CN=c" + i).text())
            .toList();
    dc.load(TestForest.contacts(names));
    directory.makeGroup("CN=all");
    Watermark since = directory.now();
    directory.change("CN=all", "add", "member", names.toArray(String[]::new));

    directory.changes(since, sink);
    CollectingSink full = new CollectingSink();
    directory.readAll(full);

    assertThat(full.present())
        .filteredOn(object -> object.dn().equals(directory.dn("CN=all")))
        .singleElement()
        .satisfies(group -> assertThat(group.attributes().get("member")).hasSize(1_700));
    if (byValue()) {
      assertThat(changesOf(sink))
          .singleElement()
          .isInstanceOfSatisfying(
              AttributeChange.Update.class, update -> assertThat(update.added()).hasSize(1_700));
    } else {
      assertThat(present("CN=all").attributes().get("member")).hasSize(1_700);
    }
  }

  private Map<String, String> merged(Map<String, String> more) {
    Map<String, String> merged = new java.util.HashMap<>(settings());
    merged.putAll(more);
    return merged;
  }

  private ImportedChange.Present present(String relative) {
    return sink.present().stream()
        .filter(object -> object.dn().equals(directory.dn(relative)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(relative + " is not among " + sink.changes()));
  }

  private static List<AttributeChange> changesOf(CollectingSink sink) {
    assertThat(sink.changes()).singleElement().isInstanceOf(ImportedChange.Modified.class);
    return ((ImportedChange.Modified) sink.changes().getFirst()).changes();
  }
}
