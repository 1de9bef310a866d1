// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Keeps the keys by which joins find objects in step with the rules: when rules join by other
/// attributes than before, the keys of all objects are made anew. Done before the first run with
/// those rules.
public final class KeyIndex {
  private static final String NOTE = "keys";
  private static final int PAGE = 1_000;

  private final Store store;
  private final Program program;
  private final Keys keys;

  public KeyIndex(Store store, Program program) {
    this.store = store;
    this.program = program;
    this.keys = new Keys(program);
  }

  /// Makes the keys anew when the rules need it.
  ///
  /// @return whether they were
  public boolean rebuildIfNeeded() {
    String wanted = signature(program.keys());
    String present = store.note(NOTE).orElse("");
    if (wanted.equals(present)) {
      return false;
    }
    if (!present.equals(Change.ClearKeys.STARTED)) {
      store.write(
          List.of(new Change.ClearKeys(), new Change.PutNote(NOTE, Change.ClearKeys.STARTED)));
    }
    metaverse();
    program.connectors().keySet().forEach(this::space);
    store.write(List.of(new Change.PutNote(NOTE, wanted)));
    return true;
  }

  private String signature(Program.Keys wanted) {
    return "metaverse %s inbound %s outbound %s"
        .formatted(names(wanted.metaverse()), byName(wanted.inbound()), byName(wanted.outbound()));
  }

  private Map<String, Set<String>> byName(Map<Integer, Set<Integer>> attributes) {
    Map<String, Set<String>> named = new TreeMap<>();
    attributes.forEach(
        (connector, numbers) -> named.put(program.dictionary().name(connector), names(numbers)));
    return named;
  }

  private Set<String> names(Set<Integer> numbers) {
    Set<String> names = new TreeSet<>();
    numbers.forEach(number -> names.add(program.dictionary().name(number)));
    return names;
  }

  private void metaverse() {
    long after = 0;
    while (true) {
      List<MetaverseObject> page = store.metaverse().page(after, PAGE);
      List<Change> changes = new ArrayList<>();
      for (MetaverseObject object : page) {
        keys.ofMetaverse(object)
            .forEach(key -> changes.add(new Change.AddMetaverseKey(key, object.id())));
      }
      store.write(changes);
      if (page.size() < PAGE) {
        return;
      }
      after = page.getLast().id();
    }
  }

  private void space(int connector) {
    long after = 0;
    while (true) {
      List<SpaceObject> page = store.space().page(connector, after, 0, PAGE);
      List<Change> changes = new ArrayList<>();
      for (SpaceObject object : page) {
        keys.ofSpace(object)
            .forEach(key -> changes.add(new Change.AddSpaceKey(connector, key, object.id())));
      }
      store.write(changes);
      if (page.size() < PAGE) {
        return;
      }
      after = page.getLast().id();
    }
  }
}
