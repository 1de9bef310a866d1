// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import org.jspecify.annotations.Nullable;

/// What became of one [ObjectDelta].
public sealed interface ExportOutcome {

  /// The directory took it. That is no proof: the next import confirms it.
  ///
  /// @param anchor the anchor of a created object where the directory tells; else null
  /// @param dn the name it really got, when that is not the one asked for; else null
  record Accepted(@Nullable Anchor anchor, @Nullable Dn dn) implements ExportOutcome {
    /// Taken as asked.
    public static final Accepted PLAIN = new Accepted(null, null);
  }

  /// The directory is busy or throttles; the same delta is sent again in this run.
  ///
  /// @param detail for people
  record Busy(String detail) implements ExportOutcome {}

  /// A referenced object or the parent is not there yet; sent again in the next pass of this run,
  /// and an error when that does not help.
  ///
  /// @param error `dn-attributes-failure` or `non-existent-parent`
  /// @param detail for people
  record Dependency(String error, String detail) implements ExportOutcome {}

  /// The object to be changed or deleted is not in the directory: an update becomes an add, a
  /// delete is done.
  ///
  /// @param detail for people
  record Missing(String detail) implements ExportOutcome {}

  /// An object of that name is already there and is not the one of this delta: an add may become an
  /// update after the next import has found it.
  ///
  /// @param detail for people
  record Exists(String detail) implements ExportOutcome {}

  /// The directory refused it; the error is kept with the object and it is tried again in every
  /// later export.
  ///
  /// @param error the error's name in the specification (`spec/operations.md` §2.6, export errors)
  /// @param detail what the directory said and what to do
  record Rejected(String error, String detail) implements ExportOutcome {}
}
