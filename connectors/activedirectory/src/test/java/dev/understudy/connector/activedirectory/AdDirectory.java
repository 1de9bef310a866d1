// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Short ways to use a connector on a [SambaDc] in tests.
///
/// @param ou where everything is
record AdDirectory(SambaDc dc, AdConnector connector, String ou) implements AutoCloseable {
  private static final Set<String> ATTRIBUTES =
      Set.of("cn", "title", "description", "member", "mail", "proxyAddresses", "manager");

  /// In a new OU.
  static AdDirectory on(SambaDc dc, Map<String, String> more) {
    return in(dc, TestForest.newOu(dc), more);
  }

  static AdDirectory in(SambaDc dc, String ou, Map<String, String> more) {
    Map<String, String> settings = TestForest.settings(dc, ou);
    settings.putAll(more);
    return new AdDirectory(dc, (AdConnector) new AdConnectorFactory().create("test", settings), ou);
  }

  ReadScope scope() {
    return new ReadScope(new Partition(dc.suffix()), Set.of("user", "group"), ATTRIBUTES);
  }

  Dn dn(String relative) {
    return Dn.of(relative + "," + ou);
  }

  /// Reads everything; what follows begins at the returned watermark.
  Watermark readAll(CollectingSink sink) throws InterruptedException {
    return next(connector.readAll(scope(), sink));
  }

  Watermark now() throws InterruptedException {
    return readAll(new CollectingSink());
  }

  ReadEnd changes(Watermark since, CollectingSink sink) throws InterruptedException {
    return connector.readChanges(scope(), since, sink);
  }

  static Watermark next(ReadEnd end) {
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }

  ImportedChange.Present read(String relative) throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    readAll(sink);
    return sink.present().stream()
        .filter(object -> object.dn().equals(dn(relative)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + relative));
  }

  void makeOu(String relative) {
    dc.load("dn: %s\nobjectClass: organizationalUnit\n".formatted(dn(relative)));
  }

  void makeUsers(String... relative) {
    StringBuilder ldif = new StringBuilder();
    for (String name : relative) {
      ldif.append("dn: %s\nobjectClass: user\n\n".formatted(dn(name)));
    }
    dc.load(ldif.toString());
  }

  void makeGroup(String relative, String... members) {
    StringBuilder ldif = new StringBuilder("dn: %s\nobjectClass: group\n".formatted(dn(relative)));
    for (String member : members) {
      ldif.append("member: %s\n".formatted(dn(member)));
    }
    dc.load(ldif.toString());
  }

  /// `ldbrename`, over the wire as another administrator would do it.
  void move(String relative, Dn to) throws InterruptedException {
    dc.modify(
        "dn: %s\nchangetype: modrdn\nnewrdn: %s\ndeleteoldrdn: 1\nnewsuperior: %s\n"
            .formatted(dn(relative), to.rdn(), to.parent().orElseThrow().text()));
  }

  void change(String relative, String operation, String attribute, String... values) {
    StringBuilder ldif =
        new StringBuilder(
            "dn: %s\nchangetype: modify\n%s: %s\n".formatted(dn(relative), operation, attribute));
    for (String value : values) {
      ldif.append(attribute).append(": ").append(value).append('\n');
    }
    dc.modify(ldif.toString());
  }

  void remove(String relative) {
    dc.modify("dn: %s\nchangetype: delete\n".formatted(dn(relative)));
  }

  ExportOutcome add(String type, String relative, Attributes attributes)
      throws InterruptedException {
    return export(new ObjectDelta.Add(dn(relative), type, attributes));
  }

  ExportOutcome write(ImportedChange.Present object, AttributeChange... changes)
      throws InterruptedException {
    return export(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), null, object.objectType(), List.of(changes)));
  }

  ExportOutcome export(ObjectDelta delta) throws InterruptedException {
    return connector.export(List.of(delta)).getFirst();
  }

  Value reference(String relative) {
    return Value.of(dn(relative));
  }

  @Override
  public void close() {
    connector.close();
  }
}
