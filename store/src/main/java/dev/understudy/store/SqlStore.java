// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.engine.store.MetaverseReader;
import dev.understudy.engine.store.RunLog;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A store in SQL: one session that writes, one that reads, and the tables on top of both.
final class SqlStore implements Store {
  private final Database database;
  private final Session writer;
  private final Session reader;
  private final ChangeWriter changes;
  private final SqlDictionary dictionary;
  private final Identifiers identifiers;
  private final SqlSpaceReader space;
  private final SqlMetaverseReader metaverse;
  private final SqlRunLog runs;
  private final NoteTable notes;

  private SqlStore(Database database, Session writer, Session reader) {
    this.database = database;
    this.writer = writer;
    this.reader = reader;
    changes = new ChangeWriter(writer);
    dictionary = new SqlDictionary(writer, reader);
    identifiers = new Identifiers(writer, reader);
    space = new SqlSpaceReader(reader);
    metaverse = new SqlMetaverseReader(reader);
    runs = new SqlRunLog(reader);
    notes = new NoteTable(reader);
  }

  /// @param database closed with the store, or when it cannot be opened
  static SqlStore open(Database database) {
    WriteCounter counter = new WriteCounter(database.place());
    Session writer = new Session(database.dialect(), counter, database::openWriter);
    Session reader =
        database.hasOneConnection()
            ? writer
            : new Session(
                database.dialect(), new WriteCounter(database.place()), database::openReader);
    boolean opened = false;
    try {
      Migrations migrations = new Migrations(database.dialect(), database.place());
      AtomicLong writes = new AtomicLong();
      writer.write(
          "opening the store",
          () -> {
            migrations.run(writer.connection());
            writes.set(counter.read(writer));
          });
      counter.begin(writes.get());
      SqlStore store = new SqlStore(database, writer, reader);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        close(database, writer, reader);
      }
    }
  }

  @Override
  public Dictionary dictionary() {
    return dictionary;
  }

  @Override
  public SpaceReader space() {
    return space;
  }

  @Override
  public MetaverseReader metaverse() {
    return metaverse;
  }

  @Override
  public RunLog runs() {
    return runs;
  }

  @Override
  public void write(List<Change> list) {
    if (list.isEmpty()) {
      return;
    }
    AtomicLong setAside = new AtomicLong();
    writer.write(
        "writing " + list.size() + " changes",
        () -> {
          setAside.set(identifiers.setAside());
          changes.apply(list);
        });
    identifiers.isSetAside(setAside.get());
  }

  @Override
  public long newId() {
    return identifiers.next();
  }

  @Override
  public Optional<String> note(String key) {
    return reader.read("reading a note", () -> notes.get(key));
  }

  @Override
  public void close() {
    try {
      identifiers.close();
    } finally {
      close(database, writer, reader);
    }
  }

  private static void close(Database database, Session writer, Session reader) {
    try (database;
        writer;
        reader) {
      // Closed in the opposite order: the lock is given up last.
    }
  }
}
