// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.ldap.LdapDialect;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.Optional;
import java.util.Set;

/// Objects are named by their objectGUID, so that a write never meets another object that took the
/// name; and refusals have a code of Windows.
enum AdDialect implements LdapDialect {
  ACTIVE_DIRECTORY;

  /// Computed for one object at a time, or by rights that a connector does not have.
  private static final Set<String> HIDDEN =
      Set.of(
          "tokenGroups",
          "tokenGroupsGlobalAndUniversal",
          "tokenGroupsNoGCAcceptable",
          "msds-memberOfTransitive",
          "msds-memberTransitive",
          "msds-tokenGroupNames",
          "msds-tokenGroupNamesGlobalAndUniversal",
          "msds-tokenGroupNamesNoGCAcceptable",
          "nTSecurityDescriptor");

  private static final Set<String> GIVEN =
      Set.of(
          "cn",
          "groupType",
          "instanceType",
          "nTSecurityDescriptor",
          "objectCategory",
          "objectSid",
          "sAMAccountName");

  @Override
  public String address(Anchor anchor, Dn dn) {
    return ObjectGuid.address(anchor.bytes());
  }

  @Override
  public Optional<ErrorCode> callError(LDAPException failure) {
    return Win32Error.of(failure)
        .flatMap(Win32Error::callError)
        .or(() -> KerberosError.of(failure).map(KerberosError::callError));
  }

  @Override
  public Optional<String> objectError(LDAPException failure, ObjectDelta delta) {
    return Win32Error.of(failure).map(Win32Error::exportError);
  }

  @Override
  public String explanation(LDAPException failure) {
    return Win32Error.of(failure)
        .map(Win32Error::meaning)
        .or(() -> KerberosError.of(failure).map(KerberosError::meaning))
        .orElse("");
  }

  @Override
  public AttributeUse use(String attribute) {
    if (HIDDEN.contains(attribute)) {
      return AttributeUse.HIDDEN;
    }
    return GIVEN.contains(attribute) ? AttributeUse.GIVEN : AttributeUse.USUAL;
  }
}
