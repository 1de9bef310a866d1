// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.HexFormat;
import java.util.List;

/// Users to evaluate rules on.
final class SampleUsers {
  private static final List<String> TEXTS =
      List.of(
          "c:DE",
          "co:Germany",
          "company:Contoso",
          "department:Sales",
          "displayName:Ann Lee",
          "cn:Ann Lee",
          "facsimileTelephoneNumber:+49 30 1",
          "givenName:Ann",
          "homePhone: +49 30 2",
          "info:Likes tea ",
          "initials:AL",
          "l:Berlin",
          "mail:ann@contoso.com",
          "mailNickname:ann",
          "mobile:+49 170 1",
          "physicalDeliveryOfficeName:1.01",
          "postalCode:10115",
          "sn:Lee",
          "st:BE",
          "streetAddress:Street 1",
          "telephoneNumber:+49 30 3",
          "title:Engineer",
          "userPrincipalName:ann@contoso.com",
          "sAMAccountName:ann",
          "wWWHomePage:https://contoso.com",
          "extensionAttribute1:a",
          "extensionAttribute2:b",
          "sourceAnchor:AA==",
          "cloudSourceAnchor:AA==",
          "cloudAnchor:User_1",
          "sourceObjectType:User");

  private SampleUsers() {}

  /// A user of Active Directory with everything the shipped rules read of one.
  static SampleObject full() {
    SampleObject user = new SampleObject(true);
    for (String each : TEXTS) {
      int colon = each.indexOf(':');
      user.set(each.substring(0, colon), Value.of(each.substring(colon + 1)));
    }
    return user.set("dn", Value.of(Dn.of("CN=Ann Lee,OU=Sales,DC=contoso,DC=com")))
        .set("userAccountControl", Value.of(512))
        .set("pwdLastSet", Value.of(129_699_324_000_000_000L))
        .set("groupType", Value.of(-2147483646))
        .set("memberCount", Value.of(3))
        .set("objectGUID", bytes("33221100554477668899AABBCCDDEEFF"))
        .set("objectSid", bytes("010500000000000515000000A065CF7E784B9B5FE77C8770091C0100"))
        .set("description", Value.of("First"), Value.of("Second"))
        .set("otherTelephone", Value.of("1"), Value.of(" 2 "))
        .set("proxyAddresses", Value.of("SMTP:ann@contoso.com"), Value.of("smtp:a@contoso.com"))
        .setParameter("Domain.FQDN", "contoso.com")
        .setParameter("Connector.ID", "{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}");
  }

  private static Value bytes(String hex) {
    return Value.of(HexFormat.of().parseHex(hex));
  }
}
