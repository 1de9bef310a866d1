// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One domain controller for all tests that leave it as they found it: each works in an OU of its
/// own.
final class TestForest {
  private static final AtomicInteger FOLDERS = new AtomicInteger();
  private static @Nullable SambaDc shared;

  private TestForest() {}

  /// The domain controller, running; it ends with this process.
  static synchronized SambaDc shared() {
    SambaDc dc = shared;
    if (dc == null) {
      SambaDc started = SambaDc.running();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
      dc = started;
    }
    return dc;
  }

  /// Makes an OU that no other test has, and says its DN.
  static String newOu(SambaDc dc) {
    String dn = "OU=test%d,%s".formatted(FOLDERS.incrementAndGet(), dc.suffix());
    dc.load("dn: %s\nobjectClass: organizationalUnit\n".formatted(dn));
    return dn;
  }

  /// What a connector needs to read and write one OU of this domain controller as administrator.
  static Map<String, String> settings(SambaDc dc, String ou) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", dc.url());
    settings.put("ca-file", dc.caFile().toString());
    settings.put("account", dc.administrator());
    settings.put("password", dc.password());
    settings.put("containers", ou);
    settings.put("page-size", "3");
    settings.put("call-timeout", "20s");
    return settings;
  }

  /// Entries of contacts, for [SambaDc#load].
  static String contacts(List<String> dns) {
    StringBuilder ldif = new StringBuilder();
    for (String dn : dns) {
      ldif.append("dn: ").append(dn).append("\nobjectClass: contact\n\n");
    }
    return ldif.toString();
  }

  /// The objectGUID of a container as people write it.
  static String guid(AdConnector connector, Dn container, SambaDc dc) {
    Partition partition = new Partition(dc.suffix());
    Container above = null;
    List<Dn> path = new ArrayList<>();
    for (Dn dn = container; !dn.equals(Dn.of(dc.suffix())); dn = dn.parent().orElseThrow()) {
      path.addFirst(dn);
    }
    for (Dn dn : path) {
      above =
          connector.containers(partition, above).stream()
              .filter(found -> found.dn().equals(dn))
              .findFirst()
              .orElseThrow();
    }
    return new ObjectGuid(Objects.requireNonNull(above).anchor().bytes()).toString();
  }
}
