// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.value.Anchor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A set of anchors in a few bytes, good for one question: did any of them go away? The anchors of
/// objects that were created before `boundary` are one sum of their hashes; those created later are
/// listed, because the next read cannot tell them from new ones by their time alone.
///
/// @param boundary a GeneralizedTime
/// @param count how many were created before it
/// @param sum of the hashes of those
/// @param recent the hashes of the others
record AnchorDigest(String boundary, long count, long sum, List<Long> recent) {
  /// With more recent ones than this the watermark would grow too long.
  static final int RECENT_MAX = 3_000;

  AnchorDigest {
    recent = List.copyOf(recent);
  }

  /// Adds up what one read sees.
  static final class Builder {
    private final String boundary;
    private final TreeSet<Long> recent = new TreeSet<>();
    private long count;
    private long sum;

    Builder(String boundary) {
      this.boundary = boundary;
    }

    void add(byte[] anchor, String createTimestamp) {
      long hash = new Anchor(anchor).fingerprint();
      if (createTimestamp.compareTo(boundary) < 0) {
        count++;
        sum += hash;
      } else {
        recent.add(hash);
      }
    }

    AnchorDigest build() {
      return new AnchorDigest(boundary, count, sum, new ArrayList<>(recent));
    }
  }

  /// Whether all that `earlier` counted are among what this one, of the same boundary, counts.
  boolean contains(AnchorDigest earlier) {
    return count == earlier.count && sum == earlier.sum && recent.containsAll(earlier.recent);
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(boundary).append(' ').append(count).append(' ').append(Long.toHexString(sum));
    HexFormat hex = HexFormat.of();
    text.append(' ');
    for (long hash : recent) {
      text.append(hex.toHexDigits(hash));
    }
    return text.toString();
  }

  static Optional<AnchorDigest> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 4 || parts[3].length() % 16 != 0) {
      return Optional.empty();
    }
    try {
      List<Long> recent = new ArrayList<>();
      for (int i = 0; i < parts[3].length(); i += 16) {
        recent.add(HexFormat.fromHexDigitsToLong(parts[3], i, i + 16));
      }
      return Optional.of(
          new AnchorDigest(
              parts[0], Long.parseLong(parts[1]), Long.parseUnsignedLong(parts[2], 16), recent));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
