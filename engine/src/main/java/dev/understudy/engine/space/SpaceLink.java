// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

/// One reference value of one object: a row, so that one new member of a group of 250,000 costs one
/// row.
///
/// @param owner the object that holds the value
/// @param attribute number of the attribute
/// @param target the object of the same connector that is referred to, maybe a placeholder
/// @param flags a sum of the constants of this class
public record SpaceLink(long owner, int attribute, long target, int flags) {
  /// The directory last reported the value.
  public static final int IMPORTED = 1;

  /// The value came or went by import since the owner was last synchronized.
  public static final int UNSYNCED = 2;

  /// The outbound rules want the value.
  public static final int DESIRED = 4;

  /// The value was added by an export that is not confirmed yet.
  public static final int SENT_ADD = 8;

  /// The value was removed by an export that is not confirmed yet.
  public static final int SENT_REMOVE = 16;

  /// The value must be added or removed by the next export.
  public static final int PENDING = 32;

  /// Whether all bits of `flag` are set.
  public boolean is(int flag) {
    return (flags & flag) == flag;
  }

  /// The same value with other flags.
  public SpaceLink withFlags(int newFlags) {
    return newFlags == flags ? this : new SpaceLink(owner, attribute, target, newFlags);
  }

  /// Whether the directory holds the value once everything sent has arrived.
  public boolean present() {
    return present(flags);
  }

  /// As [#present()], of flags alone.
  public static boolean present(int flags) {
    return (flags & SENT_REMOVE) == 0 && (flags & (IMPORTED | SENT_ADD)) != 0;
  }

  /// Whether nothing is left to remember: the row can be removed.
  public boolean isEmpty() {
    return flags == 0;
  }
}
