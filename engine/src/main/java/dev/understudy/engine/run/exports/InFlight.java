// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.List;
import java.util.stream.Collectors;

/// What was being sent when a process died. It is noted before a batch is sent and cleared in the
/// transaction that records what became of it; so a note that is found at the start names the
/// objects whose fate is unknown. They still differ from what the rules want, so they are sent
/// again like any other: writes are idempotent.
final class InFlight {
  private final String noteKey;
  private final String numberKey;
  private long number;

  InFlight(Store store, String connector) {
    this.noteKey = "export/" + connector + "/in-flight";
    this.numberKey = "export/" + connector + "/batch";
    this.number =
        Math.max(
            store.note(numberKey).map(Long::parseLong).orElse(0L),
            store.note(noteKey).map(InFlight::numberOf).orElse(0L));
  }

  private static long numberOf(String note) {
    return Long.parseLong(note.substring(0, note.indexOf(' ')));
  }

  /// To be written before a batch is sent, with the outcomes of the one before.
  List<Change> begin(List<Sending> batch) {
    number++;
    String ids =
        batch.stream().map(sending -> Long.toString(sending.id())).collect(Collectors.joining(","));
    return List.of(new Change.PutNote(noteKey, number + " " + ids));
  }

  /// To be written with the outcomes of the batch.
  List<Change> end() {
    return List.of(
        new Change.PutNote(noteKey, null), new Change.PutNote(numberKey, Long.toString(number)));
  }
}
