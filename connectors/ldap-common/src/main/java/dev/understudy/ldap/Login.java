// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import org.jspecify.annotations.Nullable;

/// Who asks a directory, and how it proves that.
public interface Login {

  /// The request that logs in on a new connection; null for nobody.
  ///
  /// @throws LDAPException when it cannot be made of what is configured
  @Nullable BindRequest bindRequest(LdapEndpoint endpoint) throws LDAPException;

  /// Whether a secret would travel in the clear on a connection without TLS.
  boolean needsTls();

  /// Nobody.
  record Anonymous() implements Login {
    @Override
    public @Nullable BindRequest bindRequest(LdapEndpoint endpoint) {
      return null;
    }

    @Override
    public boolean needsTls() {
      return false;
    }
  }

  /// A name and its password (RFC 4513 §5.1.3).
  record Simple(String name, String password) implements Login {
    @Override
    public BindRequest bindRequest(LdapEndpoint endpoint) {
      return new SimpleBindRequest(name, password);
    }

    @Override
    public boolean needsTls() {
      return true;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
