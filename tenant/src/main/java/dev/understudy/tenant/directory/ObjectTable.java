// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import dev.understudy.tenant.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The table of objects, and the index of their properties.
public final class ObjectTable {
  private static final String COLUMNS =
      "SELECT id, type, state, body, version, changed, deleted FROM object ";

  private final Database database;

  public ObjectTable(Database database) {
    this.database = database;
  }

  /// Part of a listing.
  ///
  /// @param after begins after this id; empty for the beginning
  /// @param max at most so many
  public record Page(String after, int max) {}

  /// A span of writes.
  ///
  /// @param since later than this one
  /// @param until this one included
  public record Span(long since, long until) {}

  /// The object of that id, in any state.
  public Optional<StoredObject> find(String id) {
    return database.query(COLUMNS + "WHERE id = ?", ObjectTable::object, id).stream().findFirst();
  }

  /// The live object of that id.
  public Optional<StoredObject> live(String id) {
    return find(id).filter(StoredObject::live);
  }

  /// Objects of a type, by id.
  public List<StoredObject> list(ObjectType type, StoredObject.State state, Page page) {
    return database.query(
        COLUMNS + "WHERE type = ? AND state = ? AND id > ? ORDER BY id LIMIT ?",
        ObjectTable::object,
        type.typeName(),
        state.number(),
        page.after(),
        page.max());
  }

  /// Objects that were written in a span, by write and id, from a place on.
  public List<StoredObject> changed(ObjectType type, Span span, Cursor cursor, int max) {
    return database.query(
        COLUMNS
            + "WHERE type = ? AND changed > ? AND changed <= ?"
            + " AND (changed > ? OR (changed = ? AND id > ?)) ORDER BY changed, id LIMIT ?",
        ObjectTable::object,
        type.typeName(),
        span.since(),
        span.until(),
        cursor.changed(),
        cursor.changed(),
        cursor.id(),
        max);
  }

  /// A place in a listing by write and id.
  public record Cursor(long changed, String id) {
    public static final Cursor START = new Cursor(0, "");
  }

  /// Ids of objects of a type that have this value.
  public Set<String> withValue(ObjectType type, Property property, String value, boolean deleted) {
    return new LinkedHashSet<>(
        database.query(
            "SELECT id FROM property_key WHERE deleted = ? AND name = ? AND value = ?",
            row -> row.getString(1),
            deleted ? 1 : 0,
            type.typeName() + "." + property.name(),
            StoredObject.key(value, property)));
  }

  /// Ids of live objects of a type in which a text begins so.
  public Set<String> withPrefix(ObjectType type, Property property, String prefix) {
    String key = StoredObject.key(prefix, property);
    return new LinkedHashSet<>(
        database.query(
            "SELECT id FROM property_key WHERE deleted = 0 AND name = ? AND value >= ?"
                + " AND value < ?",
            row -> row.getString(1),
            type.typeName() + "." + property.name(),
            key,
            key + "\uffff"));
  }

  /// How many of a type are live.
  public long count(ObjectType type) {
    return database
        .query(
            "SELECT count(*) FROM object WHERE type = ? AND state = 0",
            row -> row.getLong(1),
            type.typeName())
        .getFirst();
  }

  /// Stores an object, as of the write that is running.
  public StoredObject put(StoredObject object) {
    StoredObject.Stamp old = object.stamp();
    StoredObject.Stamp stamp =
        new StoredObject.Stamp(old.state(), old.version() + 1, database.number(), old.deleted());
    StoredObject stored = new StoredObject(object.id(), object.type(), object.body(), stamp);
    database.update(
        "INSERT OR REPLACE INTO object (id, type, state, body, version, changed, deleted)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        stored.id(),
        stored.type().typeName(),
        stamp.state().number(),
        Json.text(stored.body()),
        stamp.version(),
        stamp.changed(),
        stamp.deleted() == null ? null : stamp.deleted().toEpochMilli());
    database.update("DELETE FROM property_key WHERE id = ?", stored.id());
    if (stamp.state() != StoredObject.State.PURGED) {
      int deleted = stored.live() ? 0 : 1;
      for (Property property : stored.indexed()) {
        for (String key : StoredObject.keys(stored.body(), property)) {
          database.update(
              "INSERT OR IGNORE INTO property_key (deleted, name, value, id) VALUES (?, ?, ?, ?)",
              deleted,
              stored.type().typeName() + "." + property.name(),
              key,
              stored.id());
        }
      }
    }
    return stored;
  }

  /// Notes that something about an object changed that is not in its properties.
  void touch(String id) {
    database.update("UPDATE object SET changed = ? WHERE id = ?", database.number(), id);
  }

  /// The objects that came into the bin before an instant.
  public List<StoredObject> deletedBefore(Instant instant) {
    return database.query(
        COLUMNS + "WHERE state = 1 AND deleted < ?", ObjectTable::object, instant.toEpochMilli());
  }

  private static StoredObject object(ResultSet row) throws SQLException {
    ObjectNode body = Json.read(row.getString(4));
    long milliseconds = row.getLong(7);
    Instant deleted = row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
    StoredObject.Stamp stamp =
        new StoredObject.Stamp(
            StoredObject.State.of(row.getInt(3)), row.getLong(5), row.getLong(6), deleted);
    return new StoredObject(
        row.getString(1), ObjectType.ofName(row.getString(2)).orElseThrow(), body, stamp);
  }
}
