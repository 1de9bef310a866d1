// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Lets a connector read in a thread of its own, some batches ahead of those who decide, and no
/// further: a full queue holds the connector back.
final class ChangeReader implements ImportSink, AutoCloseable {
  private static final int CHUNKS_AHEAD = 3;
  private static final int VALUES_PER_CHUNK = 50_000;

  /// How long a connector that was interrupted may take to notice.
  private static final Duration STOP_TIME_MAX = Duration.ofSeconds(30);

  /// A call of the connector.
  @FunctionalInterface
  interface Reading {
    ReadEnd into(ImportSink sink) throws InterruptedException;
  }

  private sealed interface Step {
    record Chunk(List<Read> reads) implements Step {}

    record Ended(ReadEnd end) implements Step {}

    record Failed(ConnectorException failure) implements Step {}
  }

  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
  private final int chunkSize;
  private final Thread thread;
  private List<Read> chunk = new ArrayList<>();
  private int valuesInChunk;
  private @Nullable ReadEnd end;

  private ChangeReader(String name, int chunkSize, Reading reading) {
    this.chunkSize = chunkSize;
    this.thread = Thread.ofPlatform().name("read-" + name).unstarted(() -> read(reading));
  }

  /// Begins to read.
  static ChangeReader start(String name, int chunkSize, Reading reading) {
    ChangeReader reader = new ChangeReader(name, chunkSize, reading);
    reader.thread.start();
    return reader;
  }

  private void read(Reading reading) {
    try {
      try {
        ReadEnd ended = reading.into(this);
        passOn();
        queue.put(new Step.Ended(ended));
      } catch (ConnectorException e) {
        passOn();
        queue.put(new Step.Failed(e));
      } catch (RuntimeException e) {
        passOn();
        queue.put(
            new Step.Failed(
                new ConnectorException(
                    ErrorCode.DIRECTORY, "the connector failed, which is its mistake: " + e, e)));
      }
    } catch (InterruptedException e) {
      // Only close() interrupts this thread, and then nobody waits for what it read.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void accept(ImportedChange change) throws InterruptedException {
    chunk.add(new Read.Changed(change));
    valuesInChunk += prepare(change);
    passOnIfFull();
  }

  @Override
  public void reject(DiscoveryError error) throws InterruptedException {
    chunk.add(new Read.Unreadable(error));
    passOnIfFull();
  }

  private void passOnIfFull() throws InterruptedException {
    if (chunk.size() >= chunkSize || valuesInChunk >= VALUES_PER_CHUNK) {
      passOn();
    }
  }

  private void passOn() throws InterruptedException {
    if (!chunk.isEmpty()) {
      queue.put(new Step.Chunk(chunk));
      chunk = new ArrayList<>();
      valuesInChunk = 0;
    }
  }

  /// Names are normalized and hashed here, so that two cores share the work. Returns the number of
  /// values.
  private static int prepare(ImportedChange change) {
    return switch (change) {
      case ImportedChange.Present present -> {
        present.dn().key();
        int values = 0;
        for (List<Value> list : present.attributes().map().values()) {
          values += prepare(list);
        }
        yield values;
      }
      case ImportedChange.Modified modified -> prepareChanges(modified.changes());
      case ImportedChange.Deleted _ -> 1;
    };
  }

  private static int prepareChanges(Collection<AttributeChange> changes) {
    int values = 0;
    for (AttributeChange change : changes) {
      values +=
          switch (change) {
            case AttributeChange.Replace replace -> prepare(replace.values());
            case AttributeChange.Update update ->
                prepare(update.added()) + prepare(update.removed());
          };
    }
    return values;
  }

  private static int prepare(List<Value> values) {
    for (Value value : values) {
      if (value instanceof Value.Reference(var dn)) {
        dn.key();
      }
    }
    return values.size();
  }

  /// What was read next; none when the read has come to its [#end()].
  ///
  /// @throws ConnectorException the connector's, when everything it read before was handed out
  List<Read> next() throws InterruptedException {
    return switch (queue.take()) {
      case Step.Chunk(List<Read> reads) -> reads;
      case Step.Failed(ConnectorException failure) -> throw failure;
      case Step.Ended(ReadEnd ended) -> {
        end = ended;
        yield List.of();
      }
    };
  }

  /// How the read ended.
  ReadEnd end() {
    if (end == null) {
      throw new IllegalStateException("the read has not ended");
    }
    return end;
  }

  /// Stops the connector if it still reads.
  @Override
  public void close() {
    thread.interrupt();
    queue.clear();
    try {
      thread.join(STOP_TIME_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
