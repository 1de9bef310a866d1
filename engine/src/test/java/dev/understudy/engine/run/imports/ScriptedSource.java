// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.engine.testing.World;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory that reports what a test says, word by word.
class ScriptedSource implements ChangeSource {
  private final List<Read> script = new ArrayList<>();
  private ReadEnd end = new ReadEnd.Complete(new Watermark("1"));

  ScriptedSource present(String anchor, String dn, String type, Attributes attributes) {
    script.add(
        new Read.Changed(
            new ImportedChange.Present(Anchor.of(anchor), Dn.of(dn), type, attributes)));
    return this;
  }

  /// A user with a title.
  ScriptedSource user(String anchor, String dn, String title) {
    return present(anchor, dn, "user", Attributes.builder().add("title", title).build());
  }

  /// A group with members.
  ScriptedSource group(String anchor, String dn, String... members) {
    Attributes.Builder attributes = Attributes.builder();
    for (String member : members) {
      attributes.add("member", Value.of(Dn.of(member)));
    }
    return present(anchor, dn, "group", attributes.build());
  }

  ScriptedSource modified(@Nullable String anchor, String dn, AttributeChange... changes) {
    script.add(
        new Read.Changed(
            new ImportedChange.Modified(
                anchor == null ? null : Anchor.of(anchor), Dn.of(dn), null, List.of(changes))));
    return this;
  }

  ScriptedSource deleted(String anchor) {
    script.add(new Read.Changed(new ImportedChange.Deleted(Anchor.of(anchor), null)));
    return this;
  }

  ScriptedSource unreadable(String name, String dn) {
    script.add(new Read.Unreadable(new DiscoveryError(name, dn, "as the test says")));
    return this;
  }

  ScriptedSource ends(ReadEnd how) {
    end = how;
    return this;
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    read(sink);
    return end;
  }

  void read(ImportSink sink) throws InterruptedException {
    for (Read read : script) {
      switch (read) {
        case Read.Changed(ImportedChange change) -> sink.accept(change);
        case Read.Unreadable(DiscoveryError error) -> sink.reject(error);
      }
    }
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    return readAll(scope, sink);
  }

  @Override
  public Schema schema() {
    return World.SCHEMA;
  }

  @Override
  public List<Partition> partitions() {
    return List.of(World.scope().partition());
  }

  @Override
  public ConnectionTest test() {
    return new ConnectionTest.Reachable("scripted");
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
