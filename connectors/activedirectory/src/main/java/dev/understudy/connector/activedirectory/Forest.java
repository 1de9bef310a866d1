// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The domains of a forest, as its configuration lists them.
///
/// @param root the domain that was there first
/// @param domains all of them
record Forest(Dn root, List<Domain> domains) {
  Forest {
    domains = List.copyOf(domains);
  }

  /// One domain.
  ///
  /// @param dn its naming context
  /// @param netbios its short name
  /// @param dns its DNS name
  record Domain(Dn dn, String netbios, String dns) {}

  static Forest read(Session session) throws LDAPException {
    ServerFacts.Contexts contexts = session.facts().contexts();
    List<Domain> domains = new ArrayList<>();
    for (SearchResultEntry entry :
        Objects.requireNonNull(
            session
                .connection()
                .search(
                    "CN=Partitions," + contexts.configuration().text(),
                    SearchScope.ONE,
                    Filter.createANDFilter(
                        Filter.createEqualityFilter("objectClass", "crossRef"),
                        Filter.createPresenceFilter("nETBIOSName")),
                    "nCName",
                    "nETBIOSName",
                    "dnsRoot")
                .getSearchEntries())) {
      String context = entry.getAttributeValue("nCName");
      if (context != null) {
        domains.add(new Domain(Dn.of(context), text(entry, "nETBIOSName"), text(entry, "dnsRoot")));
      }
    }
    return new Forest(contexts.forest(), domains);
  }

  private static String text(SearchResultEntry entry, String attribute) {
    String text = entry.getAttributeValue(attribute);
    return text == null ? "" : text;
  }

  private Optional<Domain> domain(Dn dn) {
    return domains.stream().filter(domain -> domain.dn.equals(dn)).findFirst();
  }

  /// The parameters that rules may use, by partition.
  Map<String, Map<String, String>> parameters(List<Dn> partitions) {
    Map<String, Map<String, String>> parameters = new HashMap<>();
    for (Dn partition : partitions) {
      Map<String, String> values = new HashMap<>();
      domain(partition)
          .ifPresent(domain -> {
            values.put("Domain.FQDN", domain.dns);
            values.put("Domain.Netbios", domain.netbios);
          });
      domain(root)
          .ifPresent(domain -> {
            values.put("Forest.FQDN", domain.dns);
            values.put("Forest.Netbios", domain.netbios);
          });
      parameters.put(partition.text(), Map.copyOf(values));
    }
    return Map.copyOf(parameters);
  }
}
