// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequestProperties;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SASLQualityOfProtection;
import dev.understudy.ldap.LdapEndpoint;
import dev.understudy.ldap.Login;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Kerberos, by password or by keytab. Without TLS everything on the connection is encrypted with
/// the key of the ticket.
///
/// @param principal `name@REALM`
/// @param secret what proves it
/// @param places which hosts are asked for tickets
/// @param tls whether TLS protects the connection already
record KerberosLogin(String principal, Secret secret, Places places, boolean tls) implements Login {

  /// What proves the principal; one of both is there.
  record Secret(@Nullable String password, @Nullable Path keytab) {
    @Override
    public String toString() {
      return keytab == null ? "a password" : "the keytab " + keytab;
    }
  }

  /// @param kdc where tickets come from; null for the domain controller itself
  /// @param serviceHost the host name in the name of the LDAP service; null for the one in the
  ///   address
  record Places(@Nullable String kdc, @Nullable String serviceHost) {}

  @Override
  public BindRequest bindRequest(LdapEndpoint endpoint) throws LDAPException {
    GSSAPIBindRequestProperties properties =
        new GSSAPIBindRequestProperties(principal, secret.password);
    properties.setRealm(principal.substring(principal.lastIndexOf('@') + 1));
    properties.setKDCAddress(places.kdc == null ? endpoint.host() : places.kdc);
    if (places.serviceHost != null) {
      properties.setSASLClientServerName(places.serviceHost);
    }
    if (secret.keytab != null) {
      properties.setUseKeyTab(true);
      properties.setKeyTabPath(secret.keytab.toAbsolutePath().toString());
    }
    properties.setUseTicketCache(false);
    properties.setAllowedQoP(
        tls ? SASLQualityOfProtection.AUTH : SASLQualityOfProtection.AUTH_CONF);
    return new GSSAPIBindRequest(properties);
  }

  @Override
  public boolean needsTls() {
    return false;
  }

  @Override
  public String toString() {
    return principal + " with " + secret;
  }
}
