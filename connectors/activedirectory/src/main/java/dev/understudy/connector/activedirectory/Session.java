// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapEndpoint;
import dev.understudy.ldap.LdapFailure;

/// One connection to one domain controller, for as long as one read lasts: cookies and change
/// numbers mean nothing to another one.
final class Session implements AutoCloseable {
  private final LdapEndpoint endpoint;
  private final LdapClient client;
  private final LDAPConnection connection;
  private final ServerFacts facts;
  private boolean finished;

  private Session(
      LdapEndpoint endpoint, LdapClient client, LDAPConnection connection, ServerFacts facts) {
    this.endpoint = endpoint;
    this.client = client;
    this.connection = connection;
    this.facts = facts;
  }

  /// A connection that was idle may have broken meanwhile: then a new one is tried.
  static Session open(LdapEndpoint endpoint, LdapClient client) throws LDAPException {
    LDAPConnection connection = client.pool().getConnection();
    try {
      return new Session(endpoint, client, connection, ServerFacts.read(connection));
    } catch (LDAPException e) {
      if (!LdapFailure.isConnection(e)) {
        client.pool().releaseConnection(connection);
        throw e;
      }
    }
    LDAPConnection fresh = client.pool().replaceDefunctConnection(connection);
    try {
      return new Session(endpoint, client, fresh, ServerFacts.read(fresh));
    } catch (LDAPException e) {
      client.pool().releaseDefunctConnection(fresh);
      throw e;
    }
  }

  LdapEndpoint endpoint() {
    return endpoint;
  }

  LdapClient client() {
    return client;
  }

  LDAPConnection connection() {
    return connection;
  }

  /// As of the beginning of this session.
  ServerFacts facts() {
    return facts;
  }

  /// Nothing is left open on the connection; it may be used again.
  void finish() {
    finished = true;
  }

  @Override
  public void close() {
    try {
      if (finished) {
        client.pool().releaseConnection(connection);
      } else {
        // An unfinished search lives in its connection: only closing that ends it.
        client.pool().releaseDefunctConnection(connection);
      }
    } catch (LDAPException e) {
      connection.close();
    }
  }
}
