// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Anchor;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A set of anchors in some kilobytes that fit into a [Watermark], good for one question: did any
/// of them go away? For directories that report what changed but not what was deleted.
///
/// Anchors are spread over buckets by their hash, and each bucket keeps the sum of its hashes. A
/// later sketch of the same directory has the same sums, but for what is new; which objects may be
/// new is known from their changes, and in one bucket these are few.
public final class AnchorSketch {
  private static final int BUCKETS = 1_024;

  /// With more in one bucket that may be new, every one of them must be, or nothing is concluded.
  private static final int GUESSES_MAX = 16;

  private final long[] sums;
  private final long[][] mayBeNew = new long[BUCKETS][];

  public AnchorSketch() {
    this(new long[BUCKETS]);
  }

  private AnchorSketch(long[] sums) {
    this.sums = sums;
  }

  /// Adds an anchor; each one once.
  ///
  /// @param isSuspect whether it may be missing in the earlier sketch that this one is compared
  ///   with
  public void add(Anchor anchor, boolean isSuspect) {
    long hash = anchor.fingerprint();
    int bucket = (int) (hash >>> 54);
    sums[bucket] += hash;
    if (isSuspect) {
      long[] known = mayBeNew[bucket] == null ? new long[0] : mayBeNew[bucket];
      long[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = hash;
      mayBeNew[bucket] = more;
    }
  }

  /// Whether everything in `earlier` is in this sketch too. False also when that cannot be told.
  public boolean keeps(AnchorSketch earlier) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long more = sums[bucket] - earlier.sums[bucket];
      long[] candidates = mayBeNew[bucket] == null ? new long[0] : mayBeNew[bucket];
      if (more != 0 && !isSumOfSome(more, candidates)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSumOfSome(long sum, long[] candidates) {
    if (Arrays.stream(candidates).sum() == sum) {
      return true;
    }
    if (candidates.length > GUESSES_MAX) {
      return false;
    }
    for (int chosen = 1; chosen < 1 << candidates.length; chosen++) {
      long guess = 0;
      for (int i = 0; i < candidates.length; i++) {
        guess += (chosen >> i & 1) == 0 ? 0 : candidates[i];
      }
      if (guess == sum) {
        return true;
      }
    }
    return false;
  }

  /// The sketch as text without spaces, some eleven thousand characters.
  public String toText() {
    ByteBuffer bytes = ByteBuffer.allocate(BUCKETS * Long.BYTES);
    bytes.asLongBuffer().put(sums);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// The sketch of which `text` is the [#toText()]; empty when it is none.
  public static Optional<AnchorSketch> parse(String text) {
    try {
      LongBuffer read = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asLongBuffer();
      if (read.remaining() != BUCKETS) {
        return Optional.empty();
      }
      long[] sums = new long[BUCKETS];
      read.get(sums);
      return Optional.of(new AnchorSketch(sums));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
