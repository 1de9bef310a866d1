// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import java.util.Map;

/// The same changes, found by uSNChanged.
final class UsnTest extends DirSyncTest {
  @Override
  Map<String, String> settings() {
    return Map.of("delta", "usn", "page-size", "500");
  }

  @Override
  boolean byValue() {
    return false;
  }
}
