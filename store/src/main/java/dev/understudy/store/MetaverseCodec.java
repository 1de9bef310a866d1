// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.space.Image;

/// Values and origins of a metaverse object in one value. Most attributes of an object have the
/// source of the attribute before, and a time near its time.
final class MetaverseCodec {
  private static final int VERSION = 1;

  private final ByteSink sink = new ByteSink();

  byte[] write(MetaverseObject object) {
    sink.clear();
    sink.octet(VERSION);
    ImageCodec.write(sink, object.values());
    Origins origins = object.origins();
    sink.number(origins.attributes().length);
    int attribute = 0;
    long source = 0;
    long since = 0;
    for (int i = 0; i < origins.attributes().length; i++) {
      Origin origin = origins.origins()[i];
      sink.signed((long) origins.attributes()[i] - attribute);
      sink.number(origin.rule());
      sink.signed(origin.source() - source);
      sink.signed(origin.since() - since);
      attribute = origins.attributes()[i];
      source = origin.source();
      since = origin.since();
    }
    return sink.toBytes();
  }

  static MetaverseObject read(long id, int type, byte[] body) {
    ByteSource source = new ByteSource(body, "metaverse object", id);
    if (source.octet() != VERSION) {
      throw source.damaged("version " + VERSION);
    }
    Image values = ImageCodec.read(source);
    Origins origins = readOrigins(source);
    source.end();
    return new MetaverseObject(id, type, values, origins);
  }

  private static Origins readOrigins(ByteSource source) {
    int count = source.count();
    if (count == 0) {
      return Origins.NONE;
    }
    int[] attributes = new int[count];
    Origin[] origins = new Origin[count];
    int attribute = 0;
    long object = 0;
    long since = 0;
    for (int i = 0; i < count; i++) {
      attribute += (int) source.signed();
      int rule = source.number();
      object += source.signed();
      since += source.signed();
      attributes[i] = attribute;
      origins[i] = new Origin(rule, object, since);
    }
    return new Origins(attributes, origins);
  }
}
