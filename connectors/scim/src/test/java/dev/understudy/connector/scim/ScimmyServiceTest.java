// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// scimmy-routers, which knows no versions.
final class ScimmyServiceTest extends ScimServiceTest {

  @BeforeEach
  void connect() {
    use(connect(ScimmyServer.empty().url(), Map.of()));
  }
}
