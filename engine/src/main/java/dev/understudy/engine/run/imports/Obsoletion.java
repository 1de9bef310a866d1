// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.SpaceReader;
import java.util.List;

/// What follows from a full read that is proven complete: what it did not report is not there
/// (`spec/engine.md` §1.6). Also the placeholders that nobody needs any more go.
final class Obsoletion {
  private final ImportSession session;
  private final ObjectStaging objects;

  Obsoletion(ImportSession session, ObjectStaging objects) {
    this.session = session;
    this.objects = objects;
  }

  void run() throws InterruptedException {
    session.settle();
    SpaceReader space = session.store().space();
    int limit = session.context().limits().batchObjects();
    long total = space.count(session.connector(), 0);
    long done = 0;
    for (List<SpaceObject> page = space.page(session.connector(), 0, 0, limit);
        !page.isEmpty();
        page = space.page(session.connector(), page.getLast().id(), 0, limit)) {
      session.workspace().admit(page).forEach(this::look);
      session.commit();
      done += page.size();
      session.context().report().progress().at("completing-obsoletion", done, total);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void look(SpaceObject object) {
    if (object.isPlaceholder()) {
      removeIfUnused(object);
    } else if (object.identity().partition() == session.partition()
        && !session.seen().contains(object.id())
        && isExpected(object)) {
      objects.gone(object);
    }
  }

  /// Whether the directory should have reported it, or a delete is waiting for its absence.
  private static boolean isExpected(SpaceObject object) {
    return object.images().imported() != null
        || object.images().sent().operation() != Sent.Operation.UPDATE;
  }

  private void removeIfUnused(SpaceObject placeholder) {
    long id = placeholder.id();
    if (!session.hasTouchedLinks()
        && !session.hasChildren(id)
        && session.store().space().referrers(id, 0, 1).isEmpty()) {
      session.remove(placeholder);
    }
  }
}
