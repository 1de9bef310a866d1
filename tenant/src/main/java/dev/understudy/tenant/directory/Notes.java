// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.util.Optional;

/// Small texts that the tenant remembers, such as its own id.
public final class Notes {
  private final Database database;

  public Notes(Database database) {
    this.database = database;
  }

  /// The text of that name.
  public Optional<String> get(String name) {
    return database.read(() ->
        database
            .query("SELECT value FROM note WHERE name = ?", row -> row.getString(1), name)
            .stream()
            .findFirst());
  }

  /// Remembers a text.
  public void put(String name, String value) {
    database.write(() ->
        database.update("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", name, value));
  }
}
