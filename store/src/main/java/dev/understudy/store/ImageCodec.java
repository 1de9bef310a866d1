// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.Image;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;

/// An image in bytes: the number of attributes, then for each the distance to the number of the one
/// before, whether it has exactly one value, and its values.
final class ImageCodec {
  private static final int TEXT = 0;
  private static final int INT64 = 1;
  private static final int FALSE = 2;
  private static final int TRUE = 3;
  private static final int BINARY = 4;
  private static final int REFERENCE = 5;
  private static final int FLAT_REFERENCE = 6;

  private ImageCodec() {}

  static void write(ByteSink sink, Image image) {
    sink.number(image.size());
    int previous = 0;
    for (int i = 0; i < image.size(); i++) {
      List<Value> values = image.values(i);
      long distance = image.attribute(i) - (long) previous;
      previous = image.attribute(i);
      boolean single = values.size() == 1;
      sink.signed(distance << 1 | (single ? 1 : 0));
      if (single) {
        write(sink, values.getFirst());
      } else {
        sink.number(values.size());
        for (Value value : values) {
          write(sink, value);
        }
      }
    }
  }

  static Image read(ByteSource source) {
    int size = source.count();
    if (size == 0) {
      return Image.EMPTY;
    }
    Image.Builder image = new Image.Builder(size);
    int attribute = 0;
    for (int i = 0; i < size; i++) {
      long distance = source.signed();
      attribute += (int) (distance >> 1);
      image.put(attribute, (distance & 1) == 1 ? List.of(readValue(source)) : readValues(source));
    }
    return image.build();
  }

  private static List<Value> readValues(ByteSource source) {
    Value[] values = new Value[source.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readValue(source);
    }
    return List.of(values);
  }

  private static void write(ByteSink sink, Value value) {
    switch (value) {
      case Value.Text(String text) -> {
        sink.octet(TEXT);
        sink.text(text);
      }
      case Value.Int64(long number) -> {
        sink.octet(INT64);
        sink.signed(number);
      }
      case Value.Bool(boolean bool) -> sink.octet(bool ? TRUE : FALSE);
      case Value.Binary(byte[] bytes) -> {
        sink.octet(BINARY);
        sink.binary(bytes);
      }
      case Value.Reference(Dn dn) -> {
        sink.octet(dn.isFlat() ? FLAT_REFERENCE : REFERENCE);
        sink.text(dn.text());
      }
    }
  }

  private static Value readValue(ByteSource source) {
    int kind = source.octet();
    return switch (kind) {
      case TEXT -> new Value.Text(source.text());
      case INT64 -> new Value.Int64(source.signed());
      case FALSE -> Value.Bool.FALSE;
      case TRUE -> Value.Bool.TRUE;
      case BINARY -> new Value.Binary(source.binary());
      case REFERENCE -> new Value.Reference(Dn.trusted(source.text(), false));
      case FLAT_REFERENCE -> new Value.Reference(Dn.trusted(source.text(), true));
      default -> throw source.damaged("a kind of value, found " + kind);
    };
  }
}
