// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import java.util.Arrays;

/// How many imported values each reference attribute of an object has, so that `ValueCount` and
/// scope tests need not load them.
///
/// @param attributes numbers of attributes with at least one value, ascending
/// @param counts how many values, by the same index
public record LinkCounts(int[] attributes, int[] counts) {
  public static final LinkCounts NONE = new LinkCounts(new int[0], new int[0]);

  /// How many values `attribute` has.
  public int get(int attribute) {
    int index = Arrays.binarySearch(attributes, attribute);
    return index < 0 ? 0 : counts[index];
  }

  /// These counts with one replaced.
  public LinkCounts with(int attribute, int count) {
    if (get(attribute) == count) {
      return this;
    }
    int index = Arrays.binarySearch(attributes, attribute);
    if (index >= 0 && count > 0) {
      int[] changed = counts.clone();
      changed[index] = count;
      return new LinkCounts(attributes, changed);
    }
    int length = attributes.length + (index >= 0 ? -1 : 1);
    int[] newAttributes = new int[length];
    int[] newCounts = new int[length];
    int out = 0;
    int insertAt = index >= 0 ? -1 : -index - 1;
    for (int in = 0; in <= attributes.length; in++) {
      if (in == insertAt) {
        newAttributes[out] = attribute;
        newCounts[out++] = count;
      }
      if (in < attributes.length && in != index) {
        newAttributes[out] = attributes[in];
        newCounts[out++] = counts[in];
      }
    }
    return length == 0 ? NONE : new LinkCounts(newAttributes, newCounts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkCounts theirs
        && Arrays.equals(attributes, theirs.attributes)
        && Arrays.equals(counts, theirs.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(attributes) * 31 + Arrays.hashCode(counts);
  }
}
