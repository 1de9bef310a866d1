// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The error `exported-change-not-reimported`: what a directory accepted did not come back. It
/// stays with the object until the directory has what the rules want.
final class NotReimported {
  static final String NAME = "exported-change-not-reimported";
  private static final String STEP = "staging";
  private static final int CHARS_PER_SIDE = 300;

  private final ImportSession session;
  private boolean found;

  NotReimported(ImportSession session) {
    this.session = session;
  }

  /// Whether any object of this import has the error anew.
  boolean found() {
    return found;
  }

  /// Gives the object the error, or takes it away.
  SpaceObject judge(SpaceObject object, Confirmation confirmation, LinkTally tally) {
    if (!confirmation.unconfirmed().isEmpty() || tally.contradictions() > 0) {
      return fail(object, detail(confirmation.unconfirmed(), tally));
    }
    return has(object.state().error()) && isSettled(object)
        ? object.with(object.state().withError(null))
        : object;
  }

  /// Takes the error away: there is nothing left to wait for.
  SpaceObject settle(SpaceObject object) {
    return has(object.state().error()) ? object.with(object.state().withError(null)) : object;
  }

  /// A sent object never came.
  SpaceObject lost(SpaceObject object) {
    return fail(object, "sent: create the object; it is not in the directory");
  }

  private static boolean isSettled(SpaceObject object) {
    return object.images().sent().isNothing()
        && !object.state().is(SpaceState.PENDING_LINKS)
        && PendingExport.of(object) instanceof PendingExport.None;
  }

  private SpaceObject fail(SpaceObject object, String detail) {
    found = true;
    session.context().report().error(object.id(), object.identity().dn().text(), NAME, detail);
    ObjectError known = object.state().error();
    if (object.state().is(SpaceState.SYNC_ERROR)) {
      return object;
    }
    Instant now = session.context().environment().clock().instant();
    ObjectError error = new ObjectError(NAME, STEP, detail, now, now, 0);
    return object.with(
        object.state().withError(known != null && has(known) ? known.again(error) : error));
  }

  private static boolean has(@Nullable ObjectError error) {
    return error != null && error.name().equals(NAME);
  }

  private String detail(List<Unconfirmed> unconfirmed, LinkTally tally) {
    StringBuilder text = new StringBuilder();
    for (Unconfirmed one : unconfirmed) {
      separate(text);
      String name =
          one.attribute() == 0 ? "" : session.store().dictionary().name(one.attribute()) + " ";
      text.append("sent: ").append(name).append(shortened(one.sent()));
      text.append("; the directory reports: ").append(shortened(one.reported()));
    }
    for (SpaceLink link : tally.contradicted()) {
      separate(text);
      boolean added = link.is(SpaceLink.SENT_ADD);
      text.append("sent: ")
          .append(session.store().dictionary().name(link.attribute()))
          .append(added ? " with " : " without ")
          .append(nameOf(link.target()))
          .append(added ? "; the directory does not report it" : "; the directory reports it");
    }
    if (tally.contradictions() > tally.contradicted().size()) {
      separate(text);
      text.append(tally.contradictions() - tally.contradicted().size()).append(" more values");
    }
    return text.toString();
  }

  private String nameOf(long id) {
    return session
        .workspace()
        .space(id)
        .map(object -> object.identity().dn().text())
        .orElse("object " + id);
  }

  private static void separate(StringBuilder text) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  private static String shortened(String text) {
    return text.length() <= CHARS_PER_SIDE ? text : text.substring(0, CHARS_PER_SIDE) + "…";
  }
}
