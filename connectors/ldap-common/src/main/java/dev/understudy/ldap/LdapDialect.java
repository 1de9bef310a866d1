// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.Optional;

/// Where one kind of server differs from others that speak LDAP.
public interface LdapDialect {
  /// A server that keeps to the RFCs and says no more than its result codes.
  LdapDialect STANDARD =
      new LdapDialect() {
        @Override
        public String address(Anchor anchor, Dn dn) {
          return dn.text();
        }

        @Override
        public Optional<ErrorCode> callError(LDAPException failure) {
          return Optional.empty();
        }

        @Override
        public Optional<String> objectError(LDAPException failure, ObjectDelta delta) {
          return Optional.empty();
        }

        @Override
        public String explanation(LDAPException failure) {
          return "";
        }

        @Override
        public AttributeUse use(String attribute) {
          return AttributeUse.USUAL;
        }
      };

  /// How a request names an object that is known: by its DN, or by what outlives its DN.
  String address(Anchor anchor, Dn dn);

  /// What a failed call means, when the server tells more than its result code does.
  Optional<ErrorCode> callError(LDAPException failure);

  /// The error name of a refused write (`spec/operations.md` §2.6), when the server tells more than
  /// its result code does.
  Optional<String> objectError(LDAPException failure, ObjectDelta delta);

  /// What the server's words mean, for people; empty when they say it themselves.
  String explanation(LDAPException failure);

  /// How an attribute of the server's schema is used.
  AttributeUse use(String attribute);

  /// How an attribute is used.
  enum AttributeUse {
    /// Read and written as its definition says.
    USUAL,
    /// Given by the server where a new object has none, although its class demands it.
    GIVEN,
    /// Only read by a request about one object, or never: not part of our schema.
    HIDDEN
  }
}
