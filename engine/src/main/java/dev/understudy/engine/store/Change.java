// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import org.jspecify.annotations.Nullable;

/// The only vocabulary for "write this". A list of changes is what a stage decides, what a preview
/// shows, and what [Store#write] applies.
public sealed interface Change {

  /// Insert the object or replace all of it.
  record PutSpace(SpaceObject object) implements Change {}

  /// Remove the object and every link that it owns. Links of others to it must be gone already.
  record RemoveSpace(long id) implements Change {}

  /// Insert the value or replace its flags; with flags 0, remove it.
  record PutSpaceLink(SpaceLink link) implements Change {}

  /// Make the object of that identifier findable under the key, in its connector.
  record AddSpaceKey(int connector, IndexKey key, long id) implements Change {}

  /// The opposite of [AddSpaceKey]; no error when it was not.
  record RemoveSpaceKey(int connector, IndexKey key, long id) implements Change {}

  /// Insert the object or replace all of it.
  record PutMetaverse(MetaverseObject object) implements Change {}

  /// Remove the object and every link that it owns. Links of others to it must be gone already.
  record RemoveMetaverse(long id) implements Change {}

  /// Insert the value; no error when it is there.
  record AddMetaverseLink(MetaverseLink link) implements Change {}

  /// Remove the value; no error when it is not there.
  record RemoveMetaverseLink(MetaverseLink link) implements Change {}

  /// Make the object findable under the key.
  record AddMetaverseKey(IndexKey key, long id) implements Change {}

  /// The opposite of [AddMetaverseKey]; no error when it was not.
  record RemoveMetaverseKey(IndexKey key, long id) implements Change {}

  /// Forget every key of the metaverse and of all connector spaces; they are made anew then.
  record ClearKeys() implements Change {
    /// What the note about keys says while they are being made anew.
    public static final String STARTED = "being made";
  }

  /// Where the next delta import of this partition begins; null is nowhere, so only a full import
  /// helps.
  record PutWatermark(int connector, int partition, @Nullable Watermark watermark)
      implements Change {}

  /// Remember a text under a key; null forgets it.
  record PutNote(String key, @Nullable String text) implements Change {}

  /// Insert or replace the record of a run.
  record PutRun(RunRecord run) implements Change {}

  /// Insert or replace the record of a run step.
  record PutStep(StepRecord step) implements Change {}

  /// Record that an error occurred to an object in a run step.
  record AddStepError(StepError error) implements Change {}
}
