// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadScope;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Short ways to say what is to be written, and to read it back.
final class Deltas {
  private Deltas() {}

  static Dn dn(String anchor) {
    return Dn.of("CN={" + HexFormat.of().formatHex(anchor.getBytes(StandardCharsets.UTF_8)) + "}");
  }

  static ObjectDelta.Add user(String name, String... more) {
    Attributes.Builder attributes =
        Attributes.builder()
            .add("displayName", name)
            .add("accountEnabled", Value.of(true))
            .add("userPrincipalName", name + "@contoso.com");
    for (int i = 0; i < more.length; i += 2) {
      attributes.add(more[i], more[i + 1]);
    }
    return new ObjectDelta.Add(dn(name), "user", attributes.build());
  }

  static ObjectDelta.Add group(String name, String... members) {
    List<Value> references = new ArrayList<>();
    for (String member : members) {
      references.add(Value.of(dn(member)));
    }
    return new ObjectDelta.Add(
        dn(name),
        "group",
        Attributes.builder().add("displayName", name).add("member", references).build());
  }

  static ReadScope everything(EntraConnector connector) {
    return new ReadScope(
        connector.partitions().getFirst(),
        connector.schema().types().keySet(),
        connector.schema().attributes().keySet());
  }

  static List<ImportedChange.Present> all(EntraConnector connector) throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    Objects.requireNonNull(connector.readAll(everything(connector), sink));
    return sink.present();
  }

  static ImportedChange.Present one(EntraConnector connector, Dn dn) throws InterruptedException {
    return all(connector).stream()
        .filter(object -> object.dn().equals(dn))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + dn));
  }

  static ExportOutcome export(EntraConnector connector, ObjectDelta delta)
      throws InterruptedException {
    return connector.export(List.of(delta)).getFirst();
  }
}
