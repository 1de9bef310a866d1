// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import dev.understudy.connector.SettingValues;
import java.net.URI;
import java.util.List;

/// One server address.
///
/// @param host a name or an address
/// @param port where it listens
/// @param tls whether TLS begins with the first byte
public record LdapEndpoint(String host, int port, boolean tls) {

  /// The addresses that the setting `url` lists, in order.
  public static List<LdapEndpoint> of(SettingValues settings) {
    settings.required("url");
    return settings.words("url").stream().map(text -> parse(settings, text)).toList();
  }

  private static LdapEndpoint parse(SettingValues settings, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw invalid(settings);
    }
    String scheme = String.valueOf(uri.getScheme());
    String host = uri.getHost();
    boolean tls = scheme.equals("ldaps");
    if (host == null || (!tls && !scheme.equals("ldap"))) {
      throw invalid(settings);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new LdapEndpoint(bare, uri.getPort() > 0 ? uri.getPort() : tls ? 636 : 389, tls);
  }

  private static RuntimeException invalid(SettingValues settings) {
    return settings.invalid("url", "ldaps://host[:port] or ldap://host[:port], one or several");
  }

  @Override
  public String toString() {
    return (tls ? "ldaps://" : "ldap://") + host + ":" + port;
  }
}
