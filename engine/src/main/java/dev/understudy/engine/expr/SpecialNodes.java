// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.EvaluationException.ErrorName;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The nodes of [SpecialForms].
final class SpecialNodes {
  private SpecialNodes() {}

  record With(int slot, Node value, Node body) implements Node {
    @Override
    public Datum eval(Frame frame) {
      frame.set(slot, value.eval(frame));
      return body.eval(frame);
    }
  }

  /// A variable that takes each value of a list, and what is evaluated for each.
  record Loop(Place place, int slot, Node list, Node body) {}

  record Select(Loop loop) implements Node {
    @Override
    public Datum eval(Frame frame) {
      try {
        List<Datum> results = new ArrayList<>();
        for (Datum item : loop.list.eval(frame).asList()) {
          frame.set(loop.slot, item);
          Vectors.addValues(results, frame.charge(loop.body.eval(frame)));
        }
        return ListFunctions.list(results);
      } catch (Fault fault) {
        throw loop.place.failure(fault, "Select");
      }
    }
  }

  record Where(Loop loop) implements Node {
    @Override
    public Datum eval(Frame frame) {
      try {
        List<Datum> results = new ArrayList<>();
        for (Datum item : loop.list.eval(frame).asList()) {
          frame.set(loop.slot, frame.charge(item));
          if (loop.body.eval(frame).asFlag()) {
            results.add(item);
          }
        }
        return ListFunctions.list(results);
      } catch (Fault fault) {
        throw loop.place.failure(fault, "Where");
      }
    }
  }

  record Raise(Place place, Node message) implements Node {
    @Override
    public Datum eval(Frame frame) {
      try {
        String text =
            message.eval(frame).asList().stream()
                .map(Datum::asText)
                .collect(Collectors.joining("; "));
        throw new EvaluationException(
            ErrorName.FUNCTION_TRIGGERED, text, place.line(), place.column());
      } catch (Fault fault) {
        throw place.failure(fault, "Error");
      }
    }
  }

  record Now() implements Node {
    @Override
    public Datum eval(Frame frame) {
      return new Datum.Moment(frame.inputs.now());
    }
  }

  record NewGuid() implements Node {
    @Override
    public Datum eval(Frame frame) {
      byte[] bytes = new byte[16];
      frame.inputs.random().nextBytes(bytes);
      bytes[7] = (byte) ((bytes[7] & 0x0F) | 0x40);
      bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
      return new Datum.Text(Identifiers.guid(bytes));
    }
  }

  record RandomNumber(Place place, Node from, Node to) implements Node {
    @Override
    public Datum eval(Frame frame) {
      Datum low = from.eval(frame);
      Datum high = to.eval(frame);
      try {
        return low instanceof Datum.Many || high instanceof Datum.Many
            ? Vectors.zip(frame, low, high, (a, b) -> draw(frame.inputs.random(), a, b))
            : draw(frame.inputs.random(), low, high);
      } catch (Fault fault) {
        throw place.failure(fault, "RandomNum");
      }
    }

    /// A number from `from` to `to`, both included.
    private static Datum draw(RandomGenerator random, Datum from, Datum to) {
      if (from == Absence.NULL || to == Absence.NULL) {
        return Absence.NULL;
      }
      long low = from.asNumber();
      long high = to.asNumber();
      if (low > high) {
        throw Fault.value("the start " + low + " lies above the end " + high);
      }
      if (high < Long.MAX_VALUE) {
        return new Datum.Num(random.nextLong(low, high + 1));
      }
      return new Datum.Num(
          low == Long.MIN_VALUE ? random.nextLong() : random.nextLong(low - 1, high) + 1);
    }
  }
}
