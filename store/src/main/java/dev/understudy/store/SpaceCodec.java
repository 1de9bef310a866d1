// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What of a connector-space object no look-up needs, in one value: a version, a sum of constants
/// that says which parts follow, the parts. Most objects have two or three of them.
final class SpaceCodec {
  private static final int VERSION = 1;
  private static final int DN_KEY_BYTES = 16;

  private static final int IMPORTED = 1;
  private static final int SYNCED = 2;
  private static final int SENT = 4;
  private static final int EXISTS = 8;
  private static final int GONE = 16;
  private static final int COUNTS = 32;
  private static final int RULES = 64;
  private static final int ERROR = 128;
  private static final int EXPORT_ERROR = 256;
  private static final int FLAT_NAME = 512;
  private static final int EXACT_NAME = 1024;

  private static final int NO_NAME = 0;
  private static final int SAME_NAME = 1;
  private static final int OTHER_NAME = 2;
  private static final int OTHER_FLAT_NAME = 3;

  private static final int[] NO_RULES = new int[0];
  private static final long MIN_SECOND = Instant.MIN.getEpochSecond();
  private static final long MAX_SECOND = Instant.MAX.getEpochSecond();

  private final ByteSink sink = new ByteSink();

  byte[] write(SpaceObject object) {
    sink.clear();
    sink.octet(VERSION);
    int parts = parts(object);
    sink.number(parts);
    Dn dn = object.identity().dn();
    if ((parts & EXACT_NAME) != 0) {
      sink.text(dn.text());
    }
    writeImages(object.images(), dn);
    if ((parts & RULES) != 0) {
      Lineage lineage = object.lineage();
      sink.numbers(lineage.inbound());
      sink.number(lineage.joinedBy());
      sink.numbers(lineage.outbound());
      sink.octet(lineage.provisioned() ? 1 : 0);
    }
    writeError(object.state().error());
    writeError(object.state().exportError());
    return sink.toBytes();
  }

  private static int parts(SpaceObject object) {
    SpaceImages images = object.images();
    Lineage lineage = object.lineage();
    Dn dn = object.identity().dn();
    boolean rules =
        lineage.inbound().length > 0
            || lineage.outbound().length > 0
            || lineage.joinedBy() != 0
            || lineage.provisioned();
    return part(IMPORTED, images.imported() != null)
        | part(SYNCED, images.synced() != null)
        | part(SENT, !images.sent().isNothing())
        | switch (images.intent()) {
          case Intent.Unmanaged _ -> 0;
          case Intent.Gone _ -> GONE;
          case Intent.Exists _ -> EXISTS;
        }
        | part(COUNTS, images.counts().attributes().length > 0)
        | part(RULES, rules)
        | part(ERROR, object.state().error() != null)
        | part(EXPORT_ERROR, object.state().exportError() != null)
        | part(FLAT_NAME, dn.isFlat())
        | part(EXACT_NAME, !Texts.isStorable(dn.text()));
  }

  private static int part(int part, boolean there) {
    return there ? part : 0;
  }

  private void writeImages(SpaceImages images, Dn dn) {
    if (images.imported() != null) {
      ImageCodec.write(sink, images.imported());
    }
    Snapshot synced = images.synced();
    if (synced != null) {
      sink.number(synced.type());
      writeName(synced.dn(), dn);
      ImageCodec.write(sink, synced.values());
    }
    Sent sent = images.sent();
    if (!sent.isNothing()) {
      sink.octet(number(sent.operation()));
      writeName(sent.dn(), dn);
      ImageCodec.write(sink, sent.values());
    }
    if (images.intent() instanceof Intent.Exists exists) {
      writeName(exists.dn(), dn);
      ImageCodec.write(sink, exists.exact());
      ImageCodec.write(sink, exists.included());
      ImageCodec.write(sink, exists.excluded());
      sink.numbers(exists.references());
    }
    if (images.counts().attributes().length > 0) {
      sink.numbers(images.counts().attributes());
      for (int count : images.counts().counts()) {
        sink.number(count);
      }
    }
  }

  private static int number(Sent.Operation operation) {
    return switch (operation) {
      case UPDATE -> 0;
      case ADD -> 1;
      case DELETE -> 2;
    };
  }

  private void writeName(@Nullable Dn name, Dn dn) {
    if (name == null) {
      sink.octet(NO_NAME);
    } else if (name.isFlat() == dn.isFlat() && name.text().equals(dn.text())) {
      sink.octet(SAME_NAME);
    } else {
      sink.octet(name.isFlat() ? OTHER_FLAT_NAME : OTHER_NAME);
      sink.text(name.text());
    }
  }

  private void writeError(@Nullable ObjectError error) {
    if (error == null) {
      return;
    }
    sink.text(error.name());
    sink.text(error.step());
    sink.text(error.detail());
    writeInstant(error.first());
    writeInstant(error.last());
    sink.number(error.retries());
  }

  private void writeInstant(Instant instant) {
    sink.signed(instant.getEpochSecond());
    sink.number(instant.getNano());
  }

  static SpaceObject read(SpaceRow row) {
    ByteSource source = new ByteSource(row.body(), "connector-space object", row.id());
    if (source.octet() != VERSION || row.dnKey().length != DN_KEY_BYTES) {
      throw source.damaged("version %d and a key of %d bytes".formatted(VERSION, DN_KEY_BYTES));
    }
    int parts = source.number();
    String name = has(parts, EXACT_NAME) ? source.text() : row.dn();
    Dn dn = Dn.trusted(name, has(parts, FLAT_NAME), DnKey.fromBytes(row.dnKey()));
    SpaceImages images = readImages(source, parts, dn);
    Lineage lineage = readLineage(source, has(parts, RULES), row.metaverse());
    ObjectError error = has(parts, ERROR) ? readError(source) : null;
    ObjectError exportError = has(parts, EXPORT_ERROR) ? readError(source) : null;
    source.end();
    SpaceState state =
        row.flags() == 0 && error == null && exportError == null
            ? SpaceState.CLEAN
            : new SpaceState(row.flags(), error, exportError);
    Anchor anchor = row.anchor() == null ? null : new Anchor(row.anchor());
    return new SpaceObject(
        row.id(),
        row.connector(),
        new SpaceIdentity(dn, anchor, row.type(), row.partition(), row.parent()),
        images,
        lineage,
        state);
  }

  private static boolean has(int parts, int part) {
    return (parts & part) != 0;
  }

  private static SpaceImages readImages(ByteSource source, int parts, Dn dn) {
    Image imported = has(parts, IMPORTED) ? ImageCodec.read(source) : null;
    Snapshot synced = has(parts, SYNCED) ? readSnapshot(source, dn) : null;
    Sent sent = has(parts, SENT) ? readSent(source, dn) : Sent.NOTHING;
    Intent intent =
        has(parts, EXISTS)
            ? readExists(source, dn)
            : has(parts, GONE) ? Intent.Gone.GONE : Intent.Unmanaged.UNMANAGED;
    LinkCounts counts = has(parts, COUNTS) ? readCounts(source) : LinkCounts.NONE;
    return new SpaceImages(imported, synced, sent, intent, counts);
  }

  private static Snapshot readSnapshot(ByteSource source, Dn dn) {
    int type = source.number();
    Dn name = readName(source, dn);
    if (name == null) {
      throw source.damaged("a name");
    }
    return new Snapshot(type, name, ImageCodec.read(source));
  }

  private static Sent readSent(ByteSource source, Dn dn) {
    int number = source.octet();
    for (Sent.Operation operation : Sent.Operation.values()) {
      if (number(operation) == number) {
        Dn name = readName(source, dn);
        return new Sent(operation, name, ImageCodec.read(source));
      }
    }
    throw source.damaged("an operation, found " + number);
  }

  private static Intent.Exists readExists(ByteSource source, Dn dn) {
    return new Intent.Exists(
        readName(source, dn),
        ImageCodec.read(source),
        ImageCodec.read(source),
        ImageCodec.read(source),
        source.numbers());
  }

  private static LinkCounts readCounts(ByteSource source) {
    int[] attributes = source.numbers();
    int[] counts = new int[attributes.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = source.number();
    }
    return new LinkCounts(attributes, counts);
  }

  private static Lineage readLineage(ByteSource source, boolean rules, long metaverse) {
    if (!rules) {
      return metaverse == 0 ? Lineage.NONE : new Lineage(metaverse, NO_RULES, 0, NO_RULES, false);
    }
    int[] inbound = source.numbers();
    int joinedBy = source.number();
    int[] outbound = source.numbers();
    return new Lineage(metaverse, inbound, joinedBy, outbound, source.octet() != 0);
  }

  private static @Nullable Dn readName(ByteSource source, Dn dn) {
    int form = source.octet();
    return switch (form) {
      case NO_NAME -> null;
      case SAME_NAME -> dn;
      case OTHER_NAME -> Dn.trusted(source.text(), false);
      case OTHER_FLAT_NAME -> Dn.trusted(source.text(), true);
      default -> throw source.damaged("a form of a name, found " + form);
    };
  }

  private static ObjectError readError(ByteSource source) {
    return new ObjectError(
        source.text(),
        source.text(),
        source.text(),
        readInstant(source),
        readInstant(source),
        source.number());
  }

  private static Instant readInstant(ByteSource source) {
    long second = source.signed();
    int nano = source.number();
    if (nano < 0 || nano > 999_999_999 || second < MIN_SECOND || second > MAX_SECOND) {
      throw source.damaged("a point in time");
    }
    return Instant.ofEpochSecond(second, nano);
  }
}
