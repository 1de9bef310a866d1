// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import org.jspecify.annotations.Nullable;

/// The pictures of an object, from which everything else is derived.
///
/// @param imported what the directory last reported; null when it is not there
/// @param synced the object when it was last synchronized; kept only while an import is pending,
///   null when there was none
/// @param sent what is exported and not confirmed
/// @param intent what the outbound rules want
/// @param counts of the imported references
public record SpaceImages(
    @Nullable Image imported,
    @Nullable Snapshot synced,
    Sent sent,
    Intent intent,
    LinkCounts counts) {

  /// The pictures of a placeholder.
  public static final SpaceImages NONE =
      new SpaceImages(null, null, Sent.NOTHING, Intent.Unmanaged.UNMANAGED, LinkCounts.NONE);

  /// Whether the directory holds the object once everything sent has arrived.
  public boolean present() {
    return switch (sent.operation()) {
      case ADD -> true;
      case DELETE -> false;
      case UPDATE -> imported != null;
    };
  }

  /// The attributes that the directory holds once everything sent has arrived.
  public Image expected() {
    Image base = imported == null ? Image.EMPTY : imported;
    return base.overlaid(sent.values());
  }

  public SpaceImages withImported(@Nullable Image image) {
    return new SpaceImages(image, synced, sent, intent, counts);
  }

  public SpaceImages withSynced(@Nullable Snapshot snapshot) {
    return new SpaceImages(imported, snapshot, sent, intent, counts);
  }

  public SpaceImages withSent(Sent newSent) {
    return new SpaceImages(imported, synced, newSent, intent, counts);
  }

  public SpaceImages withIntent(Intent newIntent) {
    return new SpaceImages(imported, synced, sent, newIntent, counts);
  }

  public SpaceImages withCounts(LinkCounts newCounts) {
    return new SpaceImages(imported, synced, sent, intent, newCounts);
  }
}
