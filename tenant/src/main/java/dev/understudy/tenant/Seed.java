// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Fills an empty tenant with objects that were born in the cloud. The same numbers make the same
/// objects, but for their ids.
public final class Seed {
  private static final List<String> FIRST =
      List.of("Ada", "Boris", "Chiara", "Deniz", "Ewa", "Farid", "Greta", "Hugo", "Ines", "Jan");
  private static final List<String> LAST =
      List.of("Adler", "Brandt", "Costa", "Dubois", "Eriksen", "Farkas", "Grimm", "Hansen");
  private static final int CONTACTS = 5;
  private static final int DEVICES = 5;

  private Seed() {}

  /// Adds users, and some contacts and devices.
  ///
  /// @param domain of their names
  public static void fill(Tenant tenant, int users, String domain) {
    for (int i = 0; i < users; i++) {
      String first = FIRST.get(i % FIRST.size());
      String last = LAST.get(i / FIRST.size() % LAST.size());
      String nickname = "%s.%s%d".formatted(first, last, i).toLowerCase(Locale.ROOT);
      ObjectNode user = Json.object();
      user.put("accountEnabled", true);
      user.put("displayName", first + " " + last);
      user.put("givenName", first);
      user.put("surname", last);
      user.put("mailNickname", nickname);
      user.put("userPrincipalName", nickname + "@" + domain);
      user.put("userType", "Member");
      tenant.seed(ObjectType.USER, user);
    }
    for (int i = 1; i <= CONTACTS; i++) {
      ObjectNode contact = Json.object();
      contact.put("displayName", "Cloud partner " + i);
      contact.put("mail", "partner%d@fabrikam.com".formatted(i));
      contact.put("mailNickname", "partner" + i);
      contact.putArray("proxyAddresses").add("SMTP:partner%d@fabrikam.com".formatted(i));
      tenant.seed(ObjectType.CONTACT, contact);
    }
    for (int i = 1; i <= DEVICES; i++) {
      ObjectNode device = Json.object();
      device.put("accountEnabled", true);
      device.put("displayName", "CLOUD-PC-" + i);
      device.put(
          "deviceId",
          UUID.nameUUIDFromBytes(("device" + i).getBytes(StandardCharsets.UTF_8)).toString());
      device.put("operatingSystem", "Windows");
      device.put("operatingSystemVersion", "10.0.26100.1");
      device.put("trustType", "AzureAd");
      tenant.seed(ObjectType.DEVICE, device);
    }
  }
}
