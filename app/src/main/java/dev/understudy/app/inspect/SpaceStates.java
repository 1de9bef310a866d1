// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.util.ArrayList;
import java.util.List;

/// The state of an object in words.
public final class SpaceStates {
  private SpaceStates() {}

  /// What is to be done about an object and what is wrong with it; `in step` when nothing is.
  public static List<String> words(SpaceObject object) {
    List<String> words = new ArrayList<>();
    SpaceState state = object.state();
    add(words, state.is(SpaceState.PENDING_IMPORT), "pending import");
    add(words, state.is(SpaceState.PENDING_EXPORT), "pending export");
    add(words, isUnconfirmed(object), "awaiting confirmation");
    add(words, state.is(SpaceState.TRANSIENT), "transient");
    add(words, state.error() != null, "error");
    add(words, state.exportError() != null, "export error");
    add(
        words,
        state.is(SpaceState.RETRY | SpaceState.TO_REFER),
        "waiting for the next synchronization");
    add(words, !object.lineage().isLinked() && !object.isPlaceholder(), "disconnector");
    add(words, object.isPlaceholder(), "placeholder");
    add(words, words.isEmpty(), "in step");
    return List.copyOf(words);
  }

  private static boolean isUnconfirmed(SpaceObject object) {
    return object.images().sent().operation() != Sent.Operation.UPDATE
        || !object.images().sent().isNothing();
  }

  /// What the outbound rules want of an object as a whole.
  public static String intent(SpaceObject object) {
    return switch (object.images().intent()) {
      case Intent.Unmanaged _ -> "no outbound rule is about it";
      case Intent.Gone _ -> "must not exist";
      case Intent.Exists exists ->
          exists.dn() == null ? "must exist" : "must exist as " + exists.dn().text();
    };
  }

  private static void add(List<String> words, boolean holds, String word) {
    if (holds) {
      words.add(word);
    }
  }
}
