// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.value.Dn;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a domain controller says of itself at this moment.
///
/// @param host its DNS name
/// @param invocationId which copy of the database it has; another one after a restore
/// @param usn the number of its last committed change
/// @param time its clock, `yyyyMMddHHmmss.0Z`
/// @param contexts what it holds
record ServerFacts(String host, String invocationId, long usn, String time, Contexts contexts) {

  /// Naming contexts and what else the root DSE tells.
  ///
  /// @param domain its own domain
  /// @param forest the root domain of the forest
  /// @param configuration the configuration of the forest
  /// @param all everything it holds
  /// @param controls the OIDs of the controls that it knows
  record Contexts(Dn domain, Dn forest, Dn configuration, Set<Dn> all, List<String> controls) {
    Contexts {
      all = Set.copyOf(all);
      controls = List.copyOf(controls);
    }
  }

  /// Asks the server at the other end of this connection.
  static ServerFacts read(LDAPConnection connection) throws LDAPException {
    Entry root =
        connection.getEntry(
            "",
            "dnsHostName",
            "dsServiceName",
            "highestCommittedUSN",
            "currentTime",
            "defaultNamingContext",
            "rootDomainNamingContext",
            "configurationNamingContext",
            "namingContexts",
            "supportedControl");
    if (root == null || root.getAttributeValue("defaultNamingContext") == null) {
      throw new LDAPException(
          ResultCode.OPERATIONS_ERROR,
          "the server is no domain controller: its root DSE names no domain");
    }
    Entry settings = connection.getEntry(text(root, "dsServiceName"), "invocationId");
    byte @Nullable [] invocation =
        settings == null ? null : settings.getAttributeValueBytes("invocationId");
    if (invocation == null) {
      throw new LDAPException(
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          "the account may not read invocationId of " + text(root, "dsServiceName"));
    }
    Long usn = root.getAttributeValueAsLong("highestCommittedUSN");
    return new ServerFacts(
        text(root, "dnsHostName"),
        HexFormat.of().formatHex(invocation),
        usn == null ? 0 : usn,
        text(root, "currentTime"),
        contexts(root));
  }

  private static Contexts contexts(Entry root) {
    return new Contexts(
        Dn.of(text(root, "defaultNamingContext")),
        Dn.of(text(root, "rootDomainNamingContext")),
        Dn.of(text(root, "configurationNamingContext")),
        Set.of(values(root, "namingContexts").stream().map(Dn::of).toArray(Dn[]::new)),
        values(root, "supportedControl"));
  }

  private static String text(Entry entry, String attribute) {
    String text = entry.getAttributeValue(attribute);
    return text == null ? "" : text;
  }

  private static List<String> values(Entry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? List.of() : List.of(values);
  }
}
