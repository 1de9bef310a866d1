// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.time.Instant;
import java.util.List;

/// Every request that wanted to change something, in the order in which the tenant did it.
public final class Journal {
  private final Database database;

  public Journal(Database database) {
    this.database = database;
  }

  /// One request.
  ///
  /// @param number its place in the order
  /// @param at when
  /// @param caller the application that asked
  /// @param what method, path and the status it was answered with
  public record Entry(long number, Instant at, String caller, What what) {}

  /// What was asked, and how it ended.
  ///
  /// @param path without the version and the query
  public record What(String method, String path, int status) {}

  /// Notes one.
  public void add(Instant at, String caller, What what) {
    database.write(() ->
        database.update(
            "INSERT INTO journal (at, caller, method, path, status) VALUES (?, ?, ?, ?, ?)",
            at.toEpochMilli(),
            caller,
            what.method(),
            what.path(),
            what.status()));
  }

  /// All of them after a number.
  public List<Entry> after(long number) {
    return database.read(() ->
        database.query(
            "SELECT number, at, caller, method, path, status FROM journal WHERE number > ?"
                + " ORDER BY number",
            row ->
                new Entry(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getString(3),
                    new What(row.getString(4), row.getString(5), row.getInt(6))),
            number));
  }
}
