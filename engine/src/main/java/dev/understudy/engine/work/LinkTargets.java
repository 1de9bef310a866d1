// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.store.SpaceReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// Look-ups of the two ends of a link for many identifiers at once, of what is committed, with a
/// bounded memory. Whoever decides on a link says so, and what was remembered is forgotten.
final class LinkTargets {
  private final SpaceReader space;
  private final NumberCache metaverseOf = new NumberCache();
  private final Map<Integer, NumberCache> partnerOf = new HashMap<>();

  LinkTargets(SpaceReader space) {
    this.space = space;
  }

  void forget(long spaceId, long metaverseId) {
    metaverseOf.forget(spaceId);
    if (metaverseId != 0) {
      partnerOf.values().forEach(cache -> cache.forget(metaverseId));
    }
  }

  /// The metaverse identifiers of objects; 0 for one without.
  ///
  /// @param decided whether the answer is not the committed one
  /// @param answer the answer then
  long[] metaverseOf(long[] ids, LongPredicate decided, LongUnaryOperator answer) {
    return look(ids, new Question(metaverseOf, space::metaverseOf), decided, answer);
  }

  /// The objects of a connector that are linked to metaverse objects; 0 for none. The other
  /// parameters as in [#metaverseOf].
  long[] partners(
      int connector, long[] metaverseIds, LongPredicate decided, LongUnaryOperator answer) {
    NumberCache cache = partnerOf.computeIfAbsent(connector, absent -> new NumberCache());
    Question question = new Question(cache, ids -> space.joinedIds(connector, ids));
    return look(metaverseIds, question, decided, answer);
  }

  private static long[] look(
      long[] ids, Question question, LongPredicate decided, LongUnaryOperator answer) {
    long[] asked = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      asked[i] = decided.test(ids[i]) ? 0 : ids[i];
    }
    long[] found = look(asked, question.memory(), question.query());
    for (int i = 0; i < ids.length; i++) {
      if (asked[i] != ids[i]) {
        found[i] = answer.applyAsLong(ids[i]);
      }
    }
    return found;
  }

  /// What is asked, and where answers are remembered.
  private record Question(NumberCache memory, Query query) {}

  /// A look-up of many numbers in the store.
  private interface Query {
    long[] ask(long[] ids);
  }

  private static long[] look(long[] ids, NumberCache cache, Query query) {
    long[] found = new long[ids.length];
    int[] open = new int[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      found[i] = ids[i] == 0 ? 0 : cache.get(ids[i]);
      if (found[i] == NumberCache.UNKNOWN) {
        open[count++] = i;
      }
    }
    if (count > 0) {
      long[] asked = new long[count];
      for (int i = 0; i < count; i++) {
        asked[i] = ids[open[i]];
      }
      long[] answered = query.ask(asked);
      for (int i = 0; i < count; i++) {
        found[open[i]] = answered[i];
        cache.put(asked[i], answered[i]);
      }
    }
    return found;
  }
}
