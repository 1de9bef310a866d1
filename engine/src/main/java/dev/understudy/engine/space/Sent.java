// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Dn;
import org.jspecify.annotations.Nullable;

/// What a directory accepted and has not reported back yet (the unconfirmed export of
/// `spec/engine.md` §1.3). Sent references are flags of their [SpaceLink] rows.
///
/// @param operation what was done to the object as a whole
/// @param dn the new name of a sent rename, else null
/// @param values for each attribute sent, all values it has since; none when it was removed
public record Sent(Operation operation, @Nullable Dn dn, Image values) {
  /// Nothing is unconfirmed.
  public static final Sent NOTHING = new Sent(Operation.UPDATE, null, Image.EMPTY);

  /// What was sent for the object as a whole.
  public enum Operation {
    /// At most changes of attributes, or a rename.
    UPDATE,
    /// The object was created.
    ADD,
    /// The object was deleted.
    DELETE
  }

  /// Whether nothing is unconfirmed but maybe references.
  public boolean isNothing() {
    return operation == Operation.UPDATE && dn == null && values.size() == 0;
  }
}
