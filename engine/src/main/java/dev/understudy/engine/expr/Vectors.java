// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.List;

/// Applies to every value of a list what is defined for one (`spec/engine.md` §3.2). Lists of equal
/// length go in step; what is no list, or a list of one, accompanies every value of the others.
final class Vectors {
  private Vectors() {}

  /// A function of two single values.
  interface Pairwise {
    Datum apply(Datum left, Datum right);
  }

  /// A function of some single values; a missing argument is NULL.
  interface Pointwise {
    Datum apply(Datum[] arguments);
  }

  static Datum zip(Frame frame, Datum left, Datum right, Pairwise function) {
    int size = size(size(1, left), right);
    List<Datum> results = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      results.add(frame.charge(function.apply(at(left, i), at(right, i))));
    }
    return new Datum.Many(results);
  }

  /// Goes over those of `arguments` that `lifted` marks; the others are passed whole.
  static Datum zip(Frame frame, Datum[] arguments, boolean[] lifted, Pointwise function) {
    int size = 1;
    for (int i = 0; i < arguments.length; i++) {
      size = lifted[i] ? size(size, arguments[i]) : size;
    }
    List<Datum> results = new ArrayList<>(size);
    for (int at = 0; at < size; at++) {
      Datum[] single = arguments.clone();
      for (int i = 0; i < single.length; i++) {
        single[i] = lifted[i] ? at(arguments[i], at) : arguments[i];
      }
      add(results, frame.charge(function.apply(single)));
    }
    return new Datum.Many(results);
  }

  /// Adds the result for one value, which may itself be a list.
  static void add(List<Datum> results, Datum result) {
    if (result instanceof Datum.Many(List<Datum> elements)) {
      results.addAll(elements);
    } else {
      results.add(result);
    }
  }

  /// Adds what is a value of `result`, which may be a list.
  static void addValues(List<Datum> results, Datum result) {
    if (result instanceof Datum.Many many) {
      results.addAll(many.values());
    } else if (!(result instanceof Datum.Absence)) {
      results.add(result);
    }
  }

  /// The length of `value` and a list of `size` in step.
  static int size(int size, Datum value) {
    if (!(value instanceof Datum.Many(List<Datum> elements)) || elements.size() == 1) {
      return size;
    }
    if (size != 1 && size != elements.size()) {
      throw Fault.value(
          "lists of %d and %d values cannot be combined value by value"
              .formatted(size, elements.size()));
    }
    return elements.size();
  }

  /// The part of `value` at `index` of a list in step.
  static Datum at(Datum value, int index) {
    return value instanceof Datum.Many(List<Datum> elements)
        ? elements.get(elements.size() == 1 ? 0 : index)
        : value;
  }
}
