// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Datum.Flag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `IIF` and `Switch`: the value whose condition is the first to hold, else the last value. All
/// conditions are evaluated, but only the values that are chosen. A condition over a list chooses
/// for every value of the list.
final class Choice implements Node {
  private final String name;
  private final Place place;
  private final Node[] conditions;
  private final Node[] values;

  /// @param values one for each condition, and what holds otherwise
  Choice(String name, Place place, Node[] conditions, Node[] values) {
    this.name = name;
    this.place = place;
    this.conditions = conditions;
    this.values = values;
  }

  @Override
  public Datum eval(Frame frame) {
    if (conditions.length == 1) {
      Datum condition = conditions[0].eval(frame);
      if (condition == Flag.TRUE) {
        return values[0].eval(frame);
      }
      if (condition == Flag.FALSE || condition == Absence.NULL) {
        return values[1].eval(frame);
      }
      return choose(frame, new Datum[] {condition});
    }
    Datum[] held = new Datum[conditions.length];
    for (int i = 0; i < held.length; i++) {
      held[i] = conditions[i].eval(frame);
    }
    return choose(frame, held);
  }

  private Datum choose(Frame frame, Datum[] held) {
    try {
      boolean list = false;
      int size = 1;
      for (Datum each : held) {
        list |= each instanceof Datum.Many;
        size = Vectors.size(size, each);
      }
      return list ? chooseForEach(frame, held, size) : values[firstTrue(held, 0)].eval(frame);
    } catch (Fault fault) {
      throw place.failure(fault, name);
    }
  }

  private Datum chooseForEach(Frame frame, Datum[] held, int size) {
    int[] chosen = new int[size];
    @Nullable Datum[] evaluated = new Datum[values.length];
    int length = size;
    for (int i = 0; i < size; i++) {
      chosen[i] = firstTrue(held, i);
      Datum value = evaluated[chosen[i]];
      if (value == null) {
        value = values[chosen[i]].eval(frame);
        evaluated[chosen[i]] = value;
        length = Vectors.size(length, value);
      }
    }
    List<Datum> results = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      Datum value = evaluated[chosen[size == 1 ? 0 : i]];
      results.add(frame.charge(value == null ? Absence.NULL : Vectors.at(value, i)));
    }
    return new Datum.Many(results);
  }

  private static int firstTrue(Datum[] held, int index) {
    for (int i = 0; i < held.length; i++) {
      if (Vectors.at(held[i], index).asFlag()) {
        return i;
      }
    }
    return held.length;
  }
}
