// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.Dictionary;
import dev.understudy.engine.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// The table `dictionary`, all of it in memory. A new name waits for a running write and is written
/// in a transaction of its own; a known one waits for nothing.
final class SqlDictionary implements Dictionary {
  private static final String BEHIND =
      "SELECT name FROM dictionary WHERE number > ? ORDER BY number";
  private static final String ADD = "INSERT INTO dictionary (number, name) VALUES (?, ?)";

  private final Session writer;
  private final ReentrantLock adding = new ReentrantLock();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final List<String> names = new CopyOnWriteArrayList<>();

  SqlDictionary(Session writer, Session reader) {
    this.writer = writer;
    reader.read("reading the dictionary", () -> behind(reader)).forEach(this::remember);
  }

  /// The names that are stored and not in memory.
  private List<String> behind(Session session) throws SQLException {
    return session.list(
        BEHIND, statement -> statement.setInt(1, names.size()), row -> row.getString(1));
  }

  @Override
  public int number(String name) {
    Integer known = numbers.get(name);
    return known == null ? add(name) : known;
  }

  @Override
  public int size() {
    return names.size();
  }

  private int add(String name) {
    if (!Texts.isStorable(name)) {
      throw new StoreException(
          StoreException.Code.FAILED,
          "The name \"%s\" cannot be stored: it has a NUL or half a character in it. Rename it where it comes from."
              .formatted(Texts.readable(name)));
    }
    adding.lock();
    try {
      Integer known = numbers.get(name);
      if (known != null) {
        return known;
      }
      List<String> toRemember = new ArrayList<>();
      writer.write(
          "adding a name to the dictionary",
          () -> {
            toRemember.clear();
            // There are some when an earlier call failed, but what it wrote was committed.
            toRemember.addAll(behind(writer));
            if (!toRemember.contains(name)) {
              toRemember.add(name);
              insert(names.size() + toRemember.size(), name);
            }
          });
      toRemember.forEach(this::remember);
      return Objects.requireNonNull(numbers.get(name));
    } finally {
      adding.unlock();
    }
  }

  private void insert(int number, String name) throws SQLException {
    writer.update(
        ADD,
        statement -> {
          statement.setInt(1, number);
          statement.setString(2, name);
        });
  }

  private void remember(String name) {
    names.add(name);
    numbers.put(name, names.size());
  }

  @Override
  public Optional<Integer> find(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  @Override
  public String name(int number) {
    if (number < 1 || number > names.size()) {
      throw new IllegalArgumentException(
          "no name has the number %d; there are %d names".formatted(number, names.size()));
    }
    return names.get(number - 1);
  }
}
