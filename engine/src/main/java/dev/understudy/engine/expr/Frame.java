// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// The state of one evaluation: what is read, the variables, and the work still allowed.
final class Frame {
  private static final Datum[] NONE = {};

  final Inputs inputs;
  private final Datum[] variables;
  private long workLeft = Limits.WORK_MAX;

  Frame(Inputs inputs, int variables) {
    this.inputs = inputs;
    this.variables = variables == 0 ? NONE : new Datum[variables];
  }

  Datum variable(int slot) {
    return variables[slot];
  }

  void set(int slot, Datum value) {
    variables[slot] = value;
  }

  /// Accounts for one value handled in a list.
  ///
  /// @return `value`
  Datum charge(Datum value) {
    workLeft -=
        switch (value) {
          case Datum.Text(String text) -> 1 + text.length();
          case Datum.Bytes(byte[] bytes) -> 1 + bytes.length;
          case Datum.Many(var elements) -> 1 + elements.size();
          case Datum.Absence _, Datum.Num _, Datum.Flag _, Datum.Ref _, Datum.Moment _ -> 1;
        };
    if (workLeft < 0) {
      throw Fault.value(
          "the lists of this expression are too much work: more than %,d values and characters"
              .formatted(Limits.WORK_MAX));
    }
    return value;
  }
}
