// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.metaverse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The origin of each attribute of a metaverse object, reference attributes included.
///
/// @param attributes numbers of the attributes, ascending
/// @param origins by the same index
public record Origins(int[] attributes, Origin[] origins) {
  public static final Origins NONE = new Origins(new int[0], new Origin[0]);

  /// The origin of `attribute`; null when no rule contributes to it.
  public @Nullable Origin get(int attribute) {
    int index = Arrays.binarySearch(attributes, attribute);
    return index < 0 ? null : origins[index];
  }

  /// Collects origins; attributes must come in ascending order.
  public static final class Builder {
    private int[] attributes = new int[32];
    private Origin[] origins = new Origin[32];
    private int size;

    /// Adds the origin of the next attribute.
    public Builder put(int attribute, Origin origin) {
      if (size > 0 && attributes[size - 1] >= attribute) {
        throw new IllegalArgumentException("attributes come in ascending order");
      }
      if (size == attributes.length) {
        attributes = Arrays.copyOf(attributes, size * 2);
        origins = Arrays.copyOf(origins, size * 2);
      }
      attributes[size] = attribute;
      origins[size++] = origin;
      return this;
    }

    /// What was collected.
    public Origins build() {
      return size == 0
          ? NONE
          : new Origins(Arrays.copyOf(attributes, size), Arrays.copyOf(origins, size));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Origins theirs
        && Arrays.equals(attributes, theirs.attributes)
        && Arrays.equals(origins, theirs.origins);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(attributes) * 31 + Arrays.hashCode(origins);
  }
}
