// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SCIM-SDK as a service that has neither PATCH nor filters, versions or Bulk.
final class ScimPlainServiceTest extends ScimServiceTest {
  private final SdkServer server = new SdkServer(new SdkServer.Abilities(false, false, false, 0));

  @BeforeEach
  void connect() {
    use(connect(server.url(), Map.of()));
  }

  @AfterEach
  void whatIsNotOfferedWasNotAskedFor() {
    server.close();
    assertThat(server.requests())
        .noneMatch(request ->
            request.startsWith("PATCH") || request.contains("filter=") || request.contains("Bulk"));
  }

  @Test
  @Override
  void changesAreFoundByTheirTimeAndDeletesAskForAFullRead() throws Exception {
    export(add("User", "ann", Attributes.builder().add("userName", "ann")));
    CollectingSink sink = new CollectingSink();

    assertThat(connector().readAll(ScimTestNames.everything(connector()), sink))
        .isEqualTo(new ReadEnd.Complete(null));
    assertThat(
            connector()
                .readChanges(ScimTestNames.everything(connector()), new Watermark("scim1 x"), sink))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
  }
}
