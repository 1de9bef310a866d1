// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Function.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Calls of [Function]s. Where an argument is a list and its parameter a single value, the function
/// is called for each value.
final class Call {
  private Call() {}

  static Node of(Function function, Place place, List<Node> arguments) {
    return switch (function.body()) {
      case Function.Unary body -> new OfOne(function, place, body, arguments.getFirst());
      case Function.Binary body -> new OfTwo(function, place, body, arguments);
      case Function.Variadic body -> new OfMany(function, place, body, arguments);
    };
  }

  private static final class OfOne implements Node {
    private final Function function;
    private final Place place;
    private final Function.Unary body;
    private final Node argument;
    private final boolean lifted;
    private final boolean passNull;

    OfOne(Function function, Place place, Function.Unary body, Node argument) {
      this.function = function;
      this.place = place;
      this.body = body;
      this.argument = argument;
      this.lifted = !function.signature().parameters().getFirst().whole();
      this.passNull = function.nulls() == Nulls.PASSED;
    }

    @Override
    public Datum eval(Frame frame) {
      Datum value = argument.eval(frame);
      try {
        return lifted && value instanceof Datum.Many many ? each(frame, many) : apply(value);
      } catch (Fault fault) {
        throw place.failure(fault, function.name());
      }
    }

    private Datum each(Frame frame, Datum.Many many) {
      List<Datum> results = new ArrayList<>(many.elements().size());
      for (Datum element : many.elements()) {
        Vectors.add(results, frame.charge(apply(element)));
      }
      return new Datum.Many(results);
    }

    private Datum apply(Datum value) {
      return value == Absence.NULL && !passNull ? function.nulls().result() : body.apply(value);
    }
  }

  /// Two arguments, of which the second may be missing.
  private static final class OfTwo implements Node {
    private final Function function;
    private final Place place;
    private final Function.Binary body;
    private final Node first;
    private final Node second;
    private final boolean[] lifted;
    private final int required;

    OfTwo(Function function, Place place, Function.Binary body, List<Node> arguments) {
      this.function = function;
      this.place = place;
      this.body = body;
      this.first = arguments.getFirst();
      this.second = arguments.size() > 1 ? arguments.get(1) : new Node.Constant(Absence.NULL);
      this.lifted = lifted(function);
      this.required = required(function);
    }

    @Override
    public Datum eval(Frame frame) {
      Datum left = first.eval(frame);
      Datum right = second.eval(frame);
      try {
        boolean list =
            (lifted[0] && left instanceof Datum.Many) || (lifted[1] && right instanceof Datum.Many);
        return list
            ? Vectors.zip(frame, new Datum[] {left, right}, lifted, each -> apply(each[0], each[1]))
            : apply(left, right);
      } catch (Fault fault) {
        throw place.failure(fault, function.name());
      }
    }

    private Datum apply(Datum left, Datum right) {
      boolean absent =
          (left == Absence.NULL && required > 0) || (right == Absence.NULL && required > 1);
      return absent ? function.nulls().result() : body.apply(left, right);
    }
  }

  /// Which parameters are single values.
  private static boolean[] lifted(Function function) {
    List<Signature.Parameter> parameters = function.signature().parameters();
    boolean[] lifted = new boolean[parameters.size()];
    for (int i = 0; i < lifted.length; i++) {
      lifted[i] = !parameters.get(i).whole();
    }
    return lifted;
  }

  /// How many arguments decide by being NULL.
  private static int required(Function function) {
    return function.nulls() == Nulls.PASSED ? 0 : function.signature().required();
  }

  private static final class OfMany implements Node {
    private final Function function;
    private final Place place;
    private final Function.Variadic body;
    private final Node[] arguments;
    private final boolean[] lifted;
    private final int required;

    OfMany(Function function, Place place, Function.Variadic body, List<Node> arguments) {
      this.function = function;
      this.place = place;
      this.body = body;
      this.arguments = arguments.toArray(Node[]::new);
      this.lifted = lifted(function);
      this.required = required(function);
    }

    @Override
    public Datum eval(Frame frame) {
      Datum[] values = new Datum[lifted.length];
      Arrays.fill(values, arguments.length, values.length, Absence.NULL);
      boolean list = false;
      for (int i = 0; i < arguments.length; i++) {
        values[i] = arguments[i].eval(frame);
        list |= lifted[i] && values[i] instanceof Datum.Many;
      }
      try {
        return list ? Vectors.zip(frame, values, lifted, this::apply) : apply(values);
      } catch (Fault fault) {
        throw place.failure(fault, function.name());
      }
    }

    private Datum apply(Datum[] values) {
      for (int i = 0; i < required; i++) {
        if (values[i] == Absence.NULL) {
          return function.nulls().result();
        }
      }
      return body.apply(values);
    }
  }
}
