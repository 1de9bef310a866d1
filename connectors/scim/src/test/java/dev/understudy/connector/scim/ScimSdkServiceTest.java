// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SCIM-SDK with everything that it can.
final class ScimSdkServiceTest extends ScimServiceTest {
  private final SdkServer server = new SdkServer(SdkServer.Abilities.ALL);

  @BeforeEach
  void connect() {
    use(connect(server.url(), Map.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bulkIsUsedWhereItIsOffered() throws Exception {
    List<ObjectDelta> adds = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      adds.add(add("User", "u" + i, Attributes.builder().add("userName", "user" + i)));
    }

    assertThat(connector().export(adds)).allMatch(ExportOutcome.Accepted.class::isInstance);

    assertThat(server.requests()).filteredOn("POST /Bulk"::equals).hasSize(3);
    assertThat(server.requests()).doesNotContain("POST /Users");
  }
}
