// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Short ways to use a connector on a [Slapd] in tests.
record TestDirectory(LdapConnector connector, String suffix) implements AutoCloseable {
  private static final Set<String> ATTRIBUTES =
      Set.of("cn", "sn", "title", "description", "member", "objectClass", "ou");

  static TestDirectory on(Slapd slapd, Map<String, String> more) {
    Map<String, String> settings = settings(slapd);
    settings.putAll(more);
    return new TestDirectory(
        (LdapConnector) new LdapConnectorFactory().create("test", settings), slapd.suffix());
  }

  static Map<String, String> settings(Slapd slapd) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", slapd.url());
    settings.put("allow-clear-text", "true");
    settings.put("bind-dn", slapd.rootDn());
    settings.put("password", slapd.password());
    settings.put("base", slapd.suffix());
    settings.put("types", "user=inetOrgPerson group=groupOfNames ou=organizationalUnit");
    return settings;
  }

  ReadScope scope() {
    return new ReadScope(new Partition(suffix), Set.of("user", "group", "ou"), ATTRIBUTES);
  }

  Dn dn(String relative) {
    return Dn.of(relative + "," + suffix);
  }

  ExportOutcome add(String type, String relative, Attributes attributes)
      throws InterruptedException {
    return export(new ObjectDelta.Add(dn(relative), type, attributes));
  }

  ExportOutcome addUser(String relative) throws InterruptedException {
    String name = dn(relative).rdnParts().getFirst().value();
    return add("user", relative, Attributes.builder().add("cn", name).add("sn", name).build());
  }

  ExportOutcome change(ImportedChange.Present object, AttributeChange... changes)
      throws InterruptedException {
    return export(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), null, object.objectType(), List.of(changes)));
  }

  ExportOutcome rename(ImportedChange.Present object, String relative) throws InterruptedException {
    return export(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), dn(relative), object.objectType(), List.of()));
  }

  ExportOutcome delete(ImportedChange.Present object) throws InterruptedException {
    return export(new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType()));
  }

  ExportOutcome export(ObjectDelta delta) throws InterruptedException {
    return ((ExportTarget) connector).export(List.of(delta)).getFirst();
  }

  ReadEnd.Complete readAll(CollectingSink sink) throws InterruptedException {
    return (ReadEnd.Complete) ((ChangeSource) connector).readAll(scope(), sink);
  }

  ImportedChange.Present read(String relative) throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    readAll(sink);
    return sink.present().stream()
        .filter(object -> object.dn().equals(dn(relative)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + relative));
  }

  @Override
  public void close() {
    connector.close();
  }
}
