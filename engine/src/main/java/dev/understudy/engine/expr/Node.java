// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import org.jspecify.annotations.Nullable;

/// A compiled part of an expression.
interface Node {
  Datum eval(Frame frame);

  /// A literal, or a call that needed no object to be computed.
  record Constant(Datum value) implements Node {
    @Override
    public Datum eval(Frame frame) {
      return value;
    }
  }

  record Attribute(int slot) implements Node {
    @Override
    public Datum eval(Frame frame) {
      return Datum.of(frame.inputs.attribute(slot));
    }
  }

  record Imported(int slot) implements Node {
    @Override
    public Datum eval(Frame frame) {
      return Datum.of(frame.inputs.imported(slot));
    }
  }

  record ValueCount(int slot) implements Node {
    @Override
    public Datum eval(Frame frame) {
      return new Datum.Num(frame.inputs.valueCount(slot));
    }
  }

  record Parameter(int index) implements Node {
    @Override
    public Datum eval(Frame frame) {
      @Nullable String value = frame.inputs.parameter(index);
      return value == null ? Datum.Absence.NULL : new Datum.Text(value);
    }
  }

  record Variable(int slot) implements Node {
    @Override
    public Datum eval(Frame frame) {
      return frame.variable(slot);
    }
  }
}
