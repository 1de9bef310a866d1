// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ContainerBrowser;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connector on an [InMemoryDirectory]; good enough to run the product on.
public final class InMemoryConnector implements ChangeSource, ExportTarget, ContainerBrowser {
  private static final String WATERMARK = "memory1 ";
  private static final int BATCH_MAX = 1_000;
  private final InMemoryDirectory directory;

  /// A connector on `directory`.
  public InMemoryConnector(InMemoryDirectory directory) {
    this.directory = directory;
  }

  /// The directory behind it.
  public InMemoryDirectory directory() {
    return directory;
  }

  @Override
  public Schema schema() {
    return directory.schema();
  }

  /// One for each base; `default` when there is no tree.
  @Override
  public List<Partition> partitions() {
    return directory.bases().isEmpty()
        ? List.of(Partition.DEFAULT)
        : directory.bases().stream().map(base -> new Partition(base.text())).toList();
  }

  @Override
  public ConnectionTest test() {
    return new ConnectionTest.Reachable(
        "a directory in memory, %,d objects".formatted(directory.objects().size()));
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    InMemoryDirectory.Snapshot snapshot = directory.everything();
    deliver(snapshot, scope, sink);
    return new ReadEnd.Complete(watermark(snapshot));
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    Optional<InMemoryDirectory.Snapshot> changes = sequence(since).flatMap(directory::since);
    if (changes.isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is unknown: " + since.text());
    }
    deliver(changes.get(), scope, sink);
    return new ReadEnd.Complete(watermark(changes.get()));
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    List<ExportOutcome> outcomes = new ArrayList<>(batch.size());
    for (ObjectDelta delta : batch) {
      checkInterrupt();
      outcomes.add(directory.apply(delta));
    }
    return outcomes;
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  /// Every object that has objects below it, and every `organizationalUnit` and `container`.
  @Override
  public List<Container> containers(Partition partition, @Nullable Container parent) {
    Dn above = parent == null ? Dn.of(partition.name()) : parent.dn();
    List<StoredObject> objects = directory.objects();
    return objects.stream()
        .filter(object -> object.dn().parent().filter(above::equals).isPresent())
        .filter(object ->
            object.objectType().equals("organizationalUnit")
                || object.objectType().equals("container")
                || objects.stream()
                    .anyMatch(other -> other.dn().parent().filter(object.dn()::equals).isPresent()))
        .map(object -> new Container(object.anchor(), object.dn()))
        .toList();
  }

  @Override
  public void close() {
    // The directory lives on: it may have other connectors.
  }

  private void deliver(InMemoryDirectory.Snapshot snapshot, ReadScope scope, ImportSink sink)
      throws InterruptedException {
    for (Map.Entry<Anchor, Dn> deleted : snapshot.deleted().entrySet()) {
      if (isIn(scope.partition(), deleted.getValue())) {
        checkInterrupt();
        sink.accept(new ImportedChange.Deleted(deleted.getKey(), deleted.getValue()));
      }
    }
    for (StoredObject object : snapshot.objects()) {
      if (scope.objectTypes().contains(object.objectType())
          && isIn(scope.partition(), object.dn())) {
        checkInterrupt();
        sink.accept(object.seenBy(scope));
      }
    }
  }

  private boolean isIn(Partition partition, Dn dn) {
    return directory.bases().isEmpty() || dn.isWithin(Dn.of(partition.name()));
  }

  private static Watermark watermark(InMemoryDirectory.Snapshot snapshot) {
    return new Watermark(WATERMARK + snapshot.sequence());
  }

  private static Optional<Long> sequence(Watermark watermark) {
    String text = watermark.text();
    if (!text.startsWith(WATERMARK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text.substring(WATERMARK.length())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
