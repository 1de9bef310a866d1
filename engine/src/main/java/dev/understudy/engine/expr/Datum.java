// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A value while an expression runs: what attributes hold, dates, lists, and the absence of a
/// value.
sealed interface Datum {
  /// No value: plainly, or with an instruction to the engine.
  enum Absence implements Datum {
    NULL,
    AUTHORITATIVE_NULL,
    IGNORE_THIS_FLOW
  }

  record Text(String text) implements Datum {
    static final Text EMPTY = new Text("");
  }

  record Num(long number) implements Datum {}

  /// True or false.
  enum Flag implements Datum {
    FALSE,
    TRUE;

    static Flag of(boolean flag) {
      return flag ? TRUE : FALSE;
    }
  }

  /// Binary; equal when the contents are.
  record Bytes(byte[] bytes) implements Datum {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  record Ref(Dn dn) implements Datum {}

  record Moment(Instant instant) implements Datum {}

  /// Several values, or the one value of something that may have several. Elements are never lists;
  /// NULL among them keeps its position until the list is used up.
  record Many(List<Datum> elements) implements Datum {

    /// The elements that are values.
    List<Datum> values() {
      for (Datum element : elements) {
        if (element instanceof Absence) {
          return elements.stream().filter(each -> !(each instanceof Absence)).toList();
        }
      }
      return elements;
    }
  }

  static Datum of(List<Value> values) {
    return switch (values.size()) {
      case 0 -> Absence.NULL;
      case 1 -> of(values.getFirst());
      default -> {
        List<Datum> elements = new ArrayList<>(values.size());
        for (Value value : values) {
          elements.add(of(value));
        }
        yield new Many(elements);
      }
    };
  }

  static Datum of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Text(text);
      case Value.Int64(long number) -> new Num(number);
      case Value.Bool(boolean bool) -> Flag.of(bool);
      case Value.Binary(byte[] bytes) -> new Bytes(bytes);
      case Value.Reference(Dn dn) -> new Ref(dn);
    };
  }

  /// A text as long as the limit allows.
  static Datum of(String text) {
    if (text.length() > Limits.TEXT_CHARS_MAX) {
      throw tooLong("text of", text.length(), Limits.TEXT_CHARS_MAX, "characters");
    }
    return text.isEmpty() ? Text.EMPTY : new Text(text);
  }

  /// Binary as long as the limit allows.
  static Datum of(byte[] bytes) {
    if (bytes.length > Limits.BINARY_BYTES_MAX) {
      throw tooLong("binary of", bytes.length, Limits.BINARY_BYTES_MAX, "bytes");
    }
    return new Bytes(bytes);
  }

  static Fault tooLong(String what, long length, long max, String unit) {
    return Fault.value(
        "the result would be %s %,d %s; the limit is %,d".formatted(what, length, unit, max));
  }

  /// The text of a text or of a DN.
  default String asText() {
    return switch (this) {
      case Text(String text) -> text;
      case Ref(Dn dn) -> dn.text();
      case Absence _, Num _, Flag _, Bytes _, Moment _, Many _ -> throw Fault.type("text", this);
    };
  }

  default long asNumber() {
    if (this instanceof Num(long number)) {
      return number;
    }
    throw Fault.type("a number", this);
  }

  /// A boolean; NULL is false.
  default boolean asFlag() {
    if (this instanceof Flag flag) {
      return flag == Flag.TRUE;
    }
    if (this == Absence.NULL) {
      return false;
    }
    throw Fault.type("True or False", this);
  }

  default byte[] asBytes() {
    if (this instanceof Bytes(byte[] bytes)) {
      return bytes;
    }
    throw Fault.type("binary", this);
  }

  default Dn asDn() {
    if (this instanceof Ref(Dn dn)) {
      return dn;
    }
    throw Fault.type("a reference", this);
  }

  default Instant asMoment() {
    if (this instanceof Moment(Instant instant)) {
      return instant;
    }
    throw Fault.type("a date", this);
  }

  /// The values of a list; a single value is a list of one, NULL a list of none.
  default List<Datum> asList() {
    return switch (this) {
      case Many many -> many.values();
      case Absence _ -> List.of();
      case Text _, Num _, Flag _, Bytes _, Ref _, Moment _ -> List.of(this);
    };
  }

  /// The value as messages show it.
  default String describe() {
    return switch (this) {
      case Absence absence ->
          switch (absence) {
            case NULL -> "NULL";
            case AUTHORITATIVE_NULL -> "AuthoritativeNull";
            case IGNORE_THIS_FLOW -> "IgnoreThisFlow";
          };
      case Text(String text) -> "the text \"" + shortened(text) + '"';
      case Num(long number) -> "the number " + number;
      case Flag flag -> flag == Flag.TRUE ? "True" : "False";
      case Bytes(byte[] bytes) -> "binary of " + bytes.length + " bytes (" + start(bytes) + ")";
      case Ref(Dn dn) -> "the reference " + shortened(dn.text());
      case Moment(Instant instant) -> "the date " + instant;
      case Many(List<Datum> elements) -> "a list of " + elements.size() + " values";
    };
  }

  private static String shortened(String text) {
    int shown = 60;
    return text.length() <= shown ? text : TextPositions.start(text, shown) + "…";
  }

  private static String start(byte[] bytes) {
    int shown = Math.min(bytes.length, 8);
    String hex = HexFormat.of().formatHex(bytes, 0, shown);
    return shown < bytes.length ? hex + "…" : hex;
  }
}
