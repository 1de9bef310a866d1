// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepRecord;
import java.sql.SQLException;
import java.util.List;

/// Applies changes within a transaction, table by table, each table in its own order: neighbours in
/// a table then share the pages that are written.
final class ChangeWriter {
  private final SpaceTable spaces;
  private final SpaceLinkTable spaceLinks;
  private final MetaverseTable metaverse;
  private final MetaverseLinkTable metaverseLinks;
  private final SearchKeyTable keys;
  private final WatermarkTable watermarks;
  private final NoteTable notes;
  private final RunTable runs;
  private final StepTable steps;

  ChangeWriter(Session session) {
    spaces = new SpaceTable(session);
    spaceLinks = new SpaceLinkTable(session);
    metaverse = new MetaverseTable(session);
    metaverseLinks = new MetaverseLinkTable(session);
    keys = new SearchKeyTable(session);
    watermarks = new WatermarkTable(session);
    notes = new NoteTable(session);
    runs = new RunTable(session);
    steps = new StepTable(session);
  }

  void apply(List<Change> changes) throws SQLException {
    ChangeGroup group = new ChangeGroup();
    for (Change change : changes) {
      group.add(change);
    }
    apply(group);
  }

  private void apply(ChangeGroup group) throws SQLException {
    // Removals come first: what is put may have the name of what is removed.
    spaceLinks.removeOwned(group.removedSpaces());
    spaces.remove(group.removedSpaces());
    spaces.put(group.spaces());
    spaceLinks.put(group.spaceLinks());
    metaverseLinks.removeOwned(group.removedMetaverse());
    metaverse.remove(group.removedMetaverse());
    metaverse.put(group.metaverse());
    ChangeGroup.Split<MetaverseLink> links = group.metaverseLinks();
    metaverseLinks.remove(links.removed());
    metaverseLinks.add(links.added());
    if (group.clearsKeys()) {
      keys.clear();
    }
    ChangeGroup.Split<SearchKeyTable.Entry> entries = group.keys();
    keys.remove(entries.removed());
    keys.add(entries.added());
    applyRecords(group);
  }

  private void applyRecords(ChangeGroup group) throws SQLException {
    for (Change.PutWatermark put : group.watermarks()) {
      watermarks.put(put.connector(), put.partition(), put.watermark());
    }
    for (Change.PutNote put : group.notes()) {
      notes.put(put.key(), put.text());
    }
    for (RunRecord run : group.runs()) {
      runs.put(run);
    }
    for (StepRecord step : group.steps()) {
      steps.put(step);
    }
    steps.addErrors(group.errors());
  }
}
