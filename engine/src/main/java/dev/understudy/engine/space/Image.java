// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// An immutable picture of an object: attribute number to values, without references (those are
/// [SpaceLink] rows). Attributes are sorted by number, so a look-up is a binary search over some
/// twenty integers.
///
/// A picture of what a directory holds has at least one value for each attribute. A picture of what
/// it should hold, or of what was sent, may map an attribute to no values: it should be, or was,
/// removed.
public final class Image {
  /// The picture without attributes.
  public static final Image EMPTY = new Image(new int[0], lists(0));

  private final int[] attributes;
  private final List<Value>[] values;

  private Image(int[] attributes, List<Value>[] values) {
    this.attributes = attributes;
    this.values = values;
  }

  /// How many attributes the picture has.
  public int size() {
    return attributes.length;
  }

  /// The number of the attribute at `index`, ascending with the index.
  public int attribute(int index) {
    return attributes[index];
  }

  /// The values at `index`.
  public List<Value> values(int index) {
    return values[index];
  }

  /// The values of `attribute`; none when it is absent.
  public List<Value> get(int attribute) {
    int index = Arrays.binarySearch(attributes, attribute);
    return index < 0 ? List.of() : values[index];
  }

  /// Whether `attribute` is in the picture, with or without values.
  public boolean has(int attribute) {
    return Arrays.binarySearch(attributes, attribute) >= 0;
  }

  /// This picture with every attribute of `changes` put in its place; attributes without values are
  /// left out of the result.
  public Image overlaid(Image changes) {
    if (changes.size() == 0) {
      return this;
    }
    Builder merged = new Builder(size() + changes.size());
    int mine = 0;
    int theirs = 0;
    while (mine < size() || theirs < changes.size()) {
      if (theirs >= changes.size()
          || (mine < size() && attributes[mine] < changes.attributes[theirs])) {
        merged.put(attributes[mine], values[mine]);
        mine++;
      } else {
        if (mine < size() && attributes[mine] == changes.attributes[theirs]) {
          mine++;
        }
        if (!changes.values[theirs].isEmpty()) {
          merged.put(changes.attributes[theirs], changes.values[theirs]);
        }
        theirs++;
      }
    }
    return merged.build();
  }

  /// Whether two lists hold the same values, whatever their order: a directory does not promise
  /// one.
  public static boolean sameValues(List<Value> first, List<Value> second) {
    if (first.size() != second.size()) {
      return false;
    }
    if (first.equals(second)) {
      return true;
    }
    return first.size() > 1 && new HashSet<>(first).equals(new HashSet<>(second));
  }

  /// Whether both pictures hold the same attributes with the same values, whatever the order of the
  /// values.
  public boolean sameAs(Image other) {
    if (!Arrays.equals(attributes, other.attributes)) {
      return false;
    }
    for (int i = 0; i < attributes.length; i++) {
      if (!sameValues(values[i], other.values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && Arrays.equals(attributes, image.attributes)
        && Arrays.equals(values, image.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(attributes) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < attributes.length; i++) {
      text.append(i == 0 ? "" : ", ").append(attributes[i]).append('=').append(values[i]);
    }
    return text.append('}').toString();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Value>[] lists(int length) {
    return new List[length];
  }

  /// Collects attributes in any order; the last put of an attribute counts.
  public static final class Builder {
    private int[] attributes;
    private List<Value>[] values;
    private int size;

    /// A builder with room for `capacity` attributes; it grows when needed.
    public Builder(int capacity) {
      attributes = new int[Math.max(capacity, 4)];
      values = lists(attributes.length);
    }

    /// Sets the values of an attribute; the list must be immutable.
    public Builder put(int attribute, List<Value> list) {
      int index =
          size > 0 && attributes[size - 1] < attribute
              ? -size - 1
              : Arrays.binarySearch(attributes, 0, size, attribute);
      if (index >= 0) {
        values[index] = list;
        return this;
      }
      insert(-index - 1, attribute, list);
      return this;
    }

    private void insert(int at, int attribute, List<Value> list) {
      if (size == attributes.length) {
        attributes = Arrays.copyOf(attributes, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      System.arraycopy(attributes, at, attributes, at + 1, size - at);
      System.arraycopy(values, at, values, at + 1, size - at);
      attributes[at] = attribute;
      values[at] = list;
      size++;
    }

    /// The picture.
    public Image build() {
      return size == 0
          ? EMPTY
          : new Image(Arrays.copyOf(attributes, size), Arrays.copyOf(values, size));
    }
  }
}
