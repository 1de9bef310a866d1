// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ReadScope;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.ContractNames;
import dev.understudy.value.Dn;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the tests have in common.
final class ScimTestNames {
  private ScimTestNames() {}

  /// Objects are named by `displayName`, so that they can be renamed. A service refuses members
  /// that are not there, so those are tested elsewhere.
  ///
  /// @param binary the attribute that the service says holds bytes; null when it has none
  static ContractNames contract(@Nullable String binary) {
    return new ContractNames(
        "User",
        "Group",
        Dn::flat,
        "displayName",
        new ContractNames.Kinds(
            "userName", "title", "roles", null, new ContractNames.Typed(null, "active", binary)));
  }

  static ScimConnector connector(String url, Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "url",
                url,
                "token",
                SdkServer.TOKEN,
                "allow-clear-text",
                "true",
                "call-timeout",
                "10s"));
    settings.putAll(more);
    return (ScimConnector) new ScimConnectorFactory().create("test", settings);
  }

  static ReadScope everything(ScimConnector connector) {
    Schema schema = connector.schema();
    return new ReadScope(Partition.DEFAULT, schema.types().keySet(), schema.attributes().keySet());
  }
}
