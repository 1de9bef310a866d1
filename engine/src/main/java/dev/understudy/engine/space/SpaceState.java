// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import org.jspecify.annotations.Nullable;

/// What is to be done about an object, and what went wrong.
///
/// | flag | set by | cleared by |
/// |---|---|---|
/// | `PENDING_IMPORT` | import, when it changed anything | synchronization of the object |
/// | `PENDING_EXPORT` | synchronization or import, when the directory differs from the intent | export; synchronization |
/// | `TRANSIENT` | import: another object took its DN | import reporting the object again |
/// | `SYNC_ERROR` | synchronization that failed for it | synchronization that succeeds |
/// | `EXPORT_ERROR` | export that failed for it | export that succeeds |
/// | `REFERENCES_ALL` | synchronization: every reference must be looked at | referential updates |
/// | `REFERENCES_CHANGED` | the same for the rows marked `UNSYNCED` | referential updates |
/// | `REFERRERS` | synchronization: it came or went as a target of references | referential updates |
/// | `PRESENT` | whenever the object is put: the directory holds it once everything sent arrived | the same |
/// | `PENDING_LINKS` | whoever puts a link row that is `PENDING` | export, synchronization: no such row is left |
/// | `OUTBOUND_REFERENCES` | synchronization: its wanted references must be computed anew | referential updates |
/// | `OUTBOUND` | synchronization: references changed that outbound expressions or scopes read | referential updates |
/// | `RETRY` | import, synchronization: must be synchronized again without a pending import | synchronization |
///
/// @param flags a sum of the constants
/// @param error of import or synchronization; null while there is none
/// @param exportError of export; null while there is none
public record SpaceState(
    int flags, @Nullable ObjectError error, @Nullable ObjectError exportError) {
  public static final int PENDING_IMPORT = 1;
  public static final int PENDING_EXPORT = 2;
  public static final int TRANSIENT = 4;
  public static final int SYNC_ERROR = 8;
  public static final int EXPORT_ERROR = 16;
  public static final int REFERENCES_ALL = 32;
  public static final int REFERENCES_CHANGED = 64;
  public static final int REFERRERS = 128;
  public static final int OUTBOUND = 256;
  public static final int RETRY = 512;
  public static final int PRESENT = 1024;
  public static final int PENDING_LINKS = 2048;
  public static final int OUTBOUND_REFERENCES = 4096;

  /// Any of these: the next delta synchronization looks at the object.
  public static final int TO_SYNCHRONIZE = PENDING_IMPORT | SYNC_ERROR | RETRY;

  /// Any of these: referential updates look at the object.
  public static final int TO_REFER =
      REFERENCES_ALL | REFERENCES_CHANGED | REFERRERS | OUTBOUND_REFERENCES | OUTBOUND;

  /// Nothing to do, nothing wrong.
  public static final SpaceState CLEAN = new SpaceState(0, null, null);

  /// Whether any of these flags is set.
  public boolean is(int anyOf) {
    return (flags & anyOf) != 0;
  }

  /// With these flags set.
  public SpaceState with(int more) {
    return (flags | more) == flags ? this : new SpaceState(flags | more, error, exportError);
  }

  /// With these flags cleared.
  public SpaceState without(int fewer) {
    return (flags & ~fewer) == flags ? this : new SpaceState(flags & ~fewer, error, exportError);
  }

  public SpaceState withError(@Nullable ObjectError newError) {
    return new SpaceState(flags, newError, exportError);
  }

  public SpaceState withExportError(@Nullable ObjectError newError) {
    return new SpaceState(flags, error, newError);
  }
}
