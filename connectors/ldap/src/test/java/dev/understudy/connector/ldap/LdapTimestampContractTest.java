// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.testkit.server.SlapdOptions;

/// Against a real OpenLDAP without syncrepl: changes are found by time, and a delete asks for a
/// full read.
final class LdapTimestampContractTest extends LdapConnectorContractTest {
  @Override
  SlapdOptions options() {
    return super.options().withSessionLog(-1);
  }

  @Override
  protected boolean reportsChanges() {
    return false;
  }
}
