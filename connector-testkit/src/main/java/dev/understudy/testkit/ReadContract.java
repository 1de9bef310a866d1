// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.FullSource;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The contract of connecting and reading.
abstract class ReadContract extends ConnectorContract {

  @Test
  void aDirectoryThatIsThereIsReachable() {
    assertThat(connector().test()).isInstanceOf(ConnectionTest.Reachable.class);
  }

  @Test
  void theSchemaHasTheTypesAndThereIsAPartition() {
    assertThat(connector().schema().type(names().person())).isPresent();
    assertThat(connector().partitions()).isNotEmpty();
  }

  @Test
  void aWrongPasswordIsUnreachableForThatReason() throws Exception {
    expectUnreachable(withWrongCredentials(), ErrorCode.CREDENTIALS);
  }

  @Test
  void aMissingDirectoryIsUnreachableAndCannotBeRead() throws Exception {
    expectUnreachable(unreachable(), ErrorCode.CONNECTIVITY, ErrorCode.FILE_NOT_FOUND);
  }

  private void expectUnreachable(Optional<Connector> given, ErrorCode... codes) {
    assumeTrue(given.isPresent(), "that cannot be");
    try (Connector connector = given.get()) {
      assertThat(connector.test())
          .isInstanceOfSatisfying(
              ConnectionTest.Unreachable.class,
              answer -> assertThat(answer.code()).isIn((Object[]) codes));
      if (connector instanceof FullSource broken) {
        ReadScope scope =
            new ReadScope(connector().partitions().getFirst(), Set.of(names().person()), Set.of());
        assertThatThrownBy(() -> broken.readAll(scope, new CollectingSink()))
            .isInstanceOfSatisfying(
                ConnectorException.class, e -> assertThat(e.code()).isIn((Object[]) codes));
      }
    }
  }

  @Test
  void closingTwiceDoesNoHarm() {
    connector().close();
    connector().close();
  }

  @Test
  void anEmptyDirectoryIsReadCompletely() throws Exception {
    assertThat(readAll()).isEmpty();
  }

  @Test
  void onlyTheTypesAndAttributesInScopeAreReported() throws Exception {
    exportAccepted(addPerson("ann"));
    CollectingSink none = new CollectingSink();
    CollectingSink bare = new CollectingSink();
    var partition = connector().partitions().getFirst();

    ReadEnd end =
        source().readAll(new ReadScope(partition, Set.of("no-such-type"), Set.of()), none);
    source().readAll(new ReadScope(partition, Set.of(names().person()), Set.of()), bare);

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(none.changes()).isEmpty();
    assertThat(bare.present()).hasSize(1);
    assertThat(bare.present().getFirst().attributes().names()).isEmpty();
  }

  @Test
  void readingTwiceReportsTheSame() throws Exception {
    for (int i = 0; i < 5; i++) {
      exportAccepted(addPerson("person" + i));
    }

    assertThat(readAll()).hasSize(5).containsExactlyInAnyOrderElementsOf(readAll());
  }

  @Test
  void aReadThatBreaksOffIsNeverComplete() throws Exception {
    Optional<Runnable> breakOff = breakOff();
    assumeTrue(breakOff.isPresent(), "nothing can break");
    for (int i = 0; i < 10; i++) {
      exportAccepted(addPerson("person" + i));
    }
    ReadScope scope = everything();
    AtomicBoolean broken = new AtomicBoolean();
    ImportSink sink =
        sink(() -> {
          if (broken.compareAndSet(false, true)) {
            breakOff.get().run();
          }
        });

    ReadEnd end;
    try {
      end = source().readAll(scope, sink);
    } catch (ConnectorException e) {
      assertThat(e).hasMessageMatching("(?s).{20,}");
      return;
    }
    assertThat(end).isInstanceOf(ReadEnd.Incomplete.class);
  }

  @Test
  void anInterruptEndsAReadAtOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      exportAccepted(addPerson("person" + i));
    }
    ReadScope scope = everything();
    List<Boolean> seen = new ArrayList<>();
    ImportSink sink =
        sink(() -> {
          seen.add(true);
          Thread.currentThread().interrupt();
        });

    try {
      Assertions.assertTimeout(
          Duration.ofSeconds(5),
          () ->
              assertThatThrownBy(() -> source().readAll(scope, sink))
                  .isInstanceOf(InterruptedException.class));
    } finally {
      Thread.interrupted();
    }
    assertThat(seen).hasSizeLessThan(10);
  }

  @Test
  void whatChangedIsReportedOrAFullReadIsAskedFor() throws Exception {
    ChangeSource changes = changes();
    for (String name : List.of("stays", "changes", "goes")) {
      exportAccepted(addPerson(name));
    }
    Watermark since = Objects.requireNonNull(watermark());
    ImportedChange.Present goes = read(dn("goes"));
    ImportedChange.Present changing = read(dn("changes"));
    String text = names().attributes().text();
    exportAccepted(addPerson("comes"));
    exportAccepted(modify(changing, new AttributeChange.Replace(text, texts("new"))));
    exportAccepted(delete(goes));

    CollectingSink sink = new CollectingSink();
    ReadEnd end = changes.readChanges(everything(), since, sink);

    if (!reportsChanges()) {
      assertThat(end).isInstanceOf(ReadEnd.FullReadRequired.class);
      assertThat(sink.changes()).isEmpty();
      return;
    }
    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(ours(sink)).extracting(ImportedChange.Present::dn).contains(dn("comes"));
    assertThat(sink.changes()).anyMatch(change -> says(change, changing.anchor(), text, "new"));
    assertThat(sink.changes())
        .filteredOn(ImportedChange.Deleted.class::isInstance)
        .extracting(change -> ((ImportedChange.Deleted) change).anchor())
        .contains(goes.anchor());
  }

  @Test
  void aRenameIsReportedUnderTheSameAnchor() throws Exception {
    assumeTrue(canRename() && reportsChanges(), "no renames here");
    ChangeSource changes = changes();
    exportAccepted(addPerson("before"));
    Watermark since = Objects.requireNonNull(watermark());
    ImportedChange.Present before = read(dn("before"));
    Dn after = dn("after");
    exportAccepted(rename(before, after));

    CollectingSink sink = new CollectingSink();
    changes.readChanges(everything(), since, sink);

    assertThat(ours(sink))
        .filteredOn(object -> object.anchor().equals(before.anchor()))
        .extracting(ImportedChange.Present::dn)
        .containsOnly(after);
  }

  @Test
  void withoutChangesThereIsNothingToDelete() throws Exception {
    ChangeSource changes = changes();
    exportAccepted(addPerson("ann"));
    Watermark since = Objects.requireNonNull(watermark());

    CollectingSink sink = new CollectingSink();
    ReadEnd end = changes.readChanges(everything(), since, sink);

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.changes()).noneMatch(ImportedChange.Deleted.class::isInstance);
    assertThat(((ReadEnd.Complete) end).next()).isNotNull();
  }

  @Test
  void anUnknownWatermarkAsksForAFullReadAndReportsNothing() throws Exception {
    ChangeSource changes = changes();
    exportAccepted(addPerson("ann"));

    for (String text : List.of("", "nonsense", "time1 x", "syncrepl1 ???", "memory1 999999")) {
      CollectingSink sink = new CollectingSink();
      ReadEnd end = changes.readChanges(everything(), new Watermark(text), sink);
      assertThat(end).as("watermark \"%s\"", text).isInstanceOf(ReadEnd.FullReadRequired.class);
      assertThat(sink.changes()).isEmpty();
    }
  }

  /// Whether a report, of the whole object or of its changes, says that the text is this one.
  private static boolean says(ImportedChange change, Anchor anchor, String attribute, String text) {
    List<Value> values = texts(text);
    return switch (change) {
      case ImportedChange.Present present ->
          present.anchor().equals(anchor) && present.attributes().get(attribute).equals(values);
      case ImportedChange.Modified modified ->
          anchor.equals(modified.anchor())
              && modified.changes().contains(new AttributeChange.Replace(attribute, values));
      case ImportedChange.Deleted _ -> false;
    };
  }

  private ChangeSource changes() {
    assumeTrue(connector() instanceof ChangeSource, "not a source of changes");
    return (ChangeSource) connector();
  }

  private static ImportSink sink(Runnable onEach) {
    return new ImportSink() {
      @Override
      public void accept(ImportedChange change) {
        onEach.run();
      }

      @Override
      public void reject(DiscoveryError error) {
        throw new AssertionError(error);
      }
    };
  }
}
