// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.engine.store.MetaverseReader;
import dev.understudy.engine.store.RunLog;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A store in memory, for one test. It refuses what a database would refuse: two objects of one
/// name, a link to nothing.
public final class MemoryStore implements Store {
  private final MemoryDictionary dictionary = new MemoryDictionary();
  private final MemorySpace space = new MemorySpace();
  private final MemoryMetaverse metaverse = new MemoryMetaverse();
  private final MemoryRuns runs = new MemoryRuns();
  private final Map<String, String> notes = new HashMap<>();
  private final List<List<Change>> written = new ArrayList<>();
  private Predicate<List<Change>> fault = changes -> false;
  private @Nullable StoreException failure;
  private long lastId;

  @Override
  public Dictionary dictionary() {
    return dictionary;
  }

  @Override
  public SpaceReader space() {
    return space;
  }

  @Override
  public MetaverseReader metaverse() {
    return metaverse;
  }

  @Override
  public RunLog runs() {
    return runs;
  }

  /// From now on, a write for which `when` holds fails and changes nothing.
  public synchronized void failWrites(Predicate<List<Change>> when, StoreException how) {
    fault = when;
    failure = how;
  }

  /// Writes succeed again.
  public synchronized void heal() {
    failure = null;
  }

  /// What was written, transaction by transaction.
  public synchronized List<List<Change>> written() {
    return List.copyOf(written);
  }

  /// Forgets what was written so far, not the data.
  public synchronized void forgetWritten() {
    written.clear();
  }

  @Override
  public synchronized void write(List<Change> changes) {
    if (failure != null && fault.test(changes)) {
      throw failure;
    }
    changes.forEach(this::apply);
    space.check();
    written.add(List.copyOf(changes));
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutSpace put -> space.put(put.object());
      case Change.RemoveSpace remove -> space.remove(remove.id());
      case Change.PutSpaceLink put -> space.put(put.link());
      case Change.AddSpaceKey add -> space.addKey(add.connector(), add.key(), add.id());
      case Change.RemoveSpaceKey remove ->
          space.removeKey(remove.connector(), remove.key(), remove.id());
      case Change.PutMetaverse put -> metaverse.put(put.object());
      case Change.RemoveMetaverse remove -> metaverse.remove(remove.id());
      case Change.AddMetaverseLink add -> metaverse.add(add.link());
      case Change.RemoveMetaverseLink remove -> metaverse.remove(remove.link());
      case Change.AddMetaverseKey add -> metaverse.addKey(add.key(), add.id());
      case Change.RemoveMetaverseKey remove -> metaverse.removeKey(remove.key(), remove.id());
      case Change.ClearKeys _ -> {
        metaverse.clearKeys();
        space.clearKeys();
      }
      case Change.PutWatermark put -> space.put(put);
      case Change.PutNote put -> putNote(put.key(), put.text());
      case Change.PutRun put -> runs.put(put.run());
      case Change.PutStep put -> runs.put(put.step());
      case Change.AddStepError add -> runs.add(add.error());
    }
  }

  private void putNote(String key, @Nullable String text) {
    if (text == null) {
      notes.remove(key);
    } else {
      notes.put(key, text);
    }
  }

  @Override
  public synchronized long newId() {
    return ++lastId;
  }

  @Override
  public synchronized Optional<String> note(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  @Override
  public void close() {
    // Memory needs no release.
  }
}
