// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import java.nio.file.Path;

/// Writes what slapd reads.
final class SlapdConfiguration {
  private SlapdConfiguration() {}

  static String text(SlapdOptions options, Path folder, String password) {
    StringBuilder text = new StringBuilder();
    for (String schema : new String[] {"core", "cosine", "inetorgperson", "nis", "msuser"}) {
      text.append("include /etc/ldap/schema/").append(schema).append(".schema\n");
    }
    text.append("modulepath /usr/lib/ldap\nmoduleload back_mdb\n");
    if (options.sessionLog() >= 0) {
      text.append("moduleload syncprov\n");
    }
    if (options.memberOf()) {
      text.append("moduleload memberof\n");
    }
    text.append("pidfile ").append(folder.resolve("slapd.pid")).append('\n');
    if (options.tls()) {
      text.append("TLSCACertificateFile ").append(folder.resolve("ca.pem")).append('\n');
      text.append("TLSCertificateFile ").append(folder.resolve("server.pem")).append('\n');
      text.append("TLSCertificateKeyFile ").append(folder.resolve("server.key")).append('\n');
    }
    text.append(
        """
        sizelimit unlimited
        database mdb
        suffix "%s"
        rootdn "cn=admin,%s"
        rootpw %s
        directory %s
        maxsize %d
        index objectClass,entryUUID,entryCSN eq
        index uid,cn,mail eq
        """
            .formatted(
                options.suffix(),
                options.suffix(),
                password,
                folder.resolve("data"),
                options.mapMegabytes() * 1024L * 1024L));
    if (!options.durable()) {
      text.append("dbnosync\n");
    }
    if (options.sessionLog() >= 0) {
      text.append("overlay syncprov\n");
    }
    if (options.sessionLog() > 0) {
      text.append("syncprov-sessionlog ").append(options.sessionLog()).append('\n');
    }
    if (options.memberOf()) {
      text.append("overlay memberof\n");
    }
    return text.toString();
  }

  static String suffixEntry(String suffix) {
    String rdn = suffix.split(",", 2)[0];
    String value = rdn.substring(rdn.indexOf('=') + 1);
    return rdn.startsWith("o=")
        ? "dn: %s\nobjectClass: organization\no: %s\n".formatted(suffix, value)
        : "dn: %s\nobjectClass: organization\nobjectClass: dcObject\ndc: %s\no: %s\n"
            .formatted(suffix, value, value);
  }
}
