// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

/// Against a real domain controller, with changes found by uSNChanged.
final class AdUsnContractTest extends AdConnectorContractTest {
  @Override
  String delta() {
    return "usn";
  }
}
