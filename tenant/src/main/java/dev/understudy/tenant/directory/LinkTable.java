// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.util.List;
import java.util.Set;

/// Who is linked to whom.
public final class LinkTable {
  private static final int GONE = 0;
  private static final int THERE = 1;

  /// The target is in the bin; the link comes back with it.
  private static final int ASLEEP = 2;

  private final Database database;
  private final ObjectTable objects;

  public LinkTable(Database database, ObjectTable objects) {
    this.database = database;
    this.objects = objects;
  }

  /// The kinds of links, by the name of the navigation property of the owner.
  public static final Set<String> KINDS =
      Set.of("members", "owners", "manager", "registeredOwners", "registeredUsers");

  /// A change of a link.
  ///
  /// @param there whether it is there now
  public record LinkChange(String target, boolean there) {}

  /// All links of a kind that an object has.
  public record Links(String owner, String kind) {}

  /// Makes a link.
  ///
  /// @return false when it is there already
  public boolean add(Links links, String target) {
    if (has(links, target)) {
      return false;
    }
    database.update(
        "INSERT OR REPLACE INTO link (owner, kind, target, state, changed) VALUES (?, ?, ?, ?, ?)",
        links.owner(),
        links.kind(),
        target,
        THERE,
        database.number());
    objects.touch(links.owner());
    return true;
  }

  /// Takes a link away.
  ///
  /// @return false when there is none
  public boolean remove(Links links, String target) {
    int changed =
        database.update(
            "UPDATE link SET state = ?, changed = ? WHERE owner = ? AND kind = ? AND target = ?"
                + " AND state = 1",
            GONE,
            database.number(),
            links.owner(),
            links.kind(),
            target);
    if (changed > 0) {
      objects.touch(links.owner());
    }
    return changed > 0;
  }

  public boolean has(Links links, String target) {
    return !database
        .query(
            "SELECT 1 FROM link WHERE owner = ? AND kind = ? AND target = ? AND state = 1",
            row -> row.getInt(1),
            links.owner(),
            links.kind(),
            target)
        .isEmpty();
  }

  /// The ids at the other end, in order.
  public List<String> targets(Links links, ObjectTable.Page page) {
    return database.query(
        "SELECT target FROM link WHERE owner = ? AND kind = ? AND state = 1 AND target > ?"
            + " ORDER BY target LIMIT ?",
        row -> row.getString(1),
        links.owner(),
        links.kind(),
        page.after(),
        page.max());
  }

  /// The ids of live objects that link to one, in order.
  public List<String> owners(String target, String kind, ObjectTable.Page page) {
    return database.query(
        "SELECT l.owner FROM link l JOIN object o ON o.id = l.owner AND o.state = 0"
            + " WHERE l.target = ? AND l.kind = ? AND l.state = 1 AND l.owner > ?"
            + " ORDER BY l.owner LIMIT ?",
        row -> row.getString(1),
        target,
        kind,
        page.after(),
        page.max());
  }

  public long count(Links links) {
    return database
        .query(
            "SELECT count(*) FROM link WHERE owner = ? AND kind = ? AND state = 1",
            row -> row.getLong(1),
            links.owner(),
            links.kind())
        .getFirst();
  }

  /// Links of a kind that changed in a span, by target.
  public List<LinkChange> changes(Links links, ObjectTable.Span span, ObjectTable.Page page) {
    return database.query(
        "SELECT target, state FROM link WHERE owner = ? AND kind = ? AND changed > ?"
            + " AND changed <= ? AND target > ? ORDER BY target LIMIT ?",
        row -> new LinkChange(row.getString(1), row.getInt(2) == THERE),
        links.owner(),
        links.kind(),
        span.since(),
        span.until(),
        page.after(),
        page.max());
  }

  /// The target went into the bin: its links fall asleep.
  public void sleep(String target) {
    change(target, THERE, ASLEEP);
  }

  /// The target came back, and its links with it.
  public void wake(String target) {
    change(target, ASLEEP, THERE);
  }

  /// The owner came back: whoever follows changes hears of all its links again.
  public void renew(String owner) {
    database.update(
        "UPDATE link SET changed = ? WHERE owner = ? AND state = 1", database.number(), owner);
  }

  /// An object is gone for good, and so is every link from it and to it.
  public void forget(String id) {
    change(id, ASLEEP, GONE);
    change(id, THERE, GONE);
    database.update("DELETE FROM link WHERE owner = ?", id);
  }

  private void change(String target, int from, int to) {
    List<String> owners =
        database.query(
            "SELECT owner FROM link WHERE target = ? AND state = ?",
            row -> row.getString(1),
            target,
            from);
    database.update(
        "UPDATE link SET state = ?, changed = ? WHERE target = ? AND state = ?",
        to,
        database.number(),
        target,
        from);
    owners.forEach(objects::touch);
  }
}
