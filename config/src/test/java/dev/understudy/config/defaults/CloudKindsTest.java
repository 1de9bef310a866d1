// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the shipped rules bring to the tenant, and what they leave where it is (`spec/engine.md`
/// §4).
class CloudKindsTest {
  private CloudLab lab = CloudLab.corp();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void everyKindOfObjectComesToTheCloudAsItsKindAndASecondTimeNothingIsSent()
      throws InterruptedException {
    lab.put("corp", "user", "Ann", "displayName=Ann", "manager=CN=Ann,DC=corp", "sn=M", "l=Ulm");
    lab.put("corp", "inetOrgPerson", "Ida", "displayName=Ida", "mailNickname=ida");
    lab.put("corp", "contact", "Cid", "mail=cid@x.test", "proxyAddresses=SMTP:cid@x.test");
    lab.put("corp", "group", "Sales", "member=CN=Ann,DC=corp|CN=Ida,DC=corp|CN=Cid,DC=corp");
    lab.put("corp", "group", "News", "groupType=2", "mail=news@x.test", "member=CN=Sales,DC=corp");
    lab.put("corp", "computer", "PC1", "userCertificate=abc", "operatingSystem=Windows");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.failures()).isEmpty();
    assertThat(lab.tenant())
        .containsExactly(
            "contact Cid", "device PC1", "group News", "group Sales", "user Ann", "user Ida");
    assertThat(lab.tenant("user Ann", "manager")).isEqualTo("Ann");
    assertThat(lab.tenant("user Ann", "surname")).isEqualTo("M");
    assertThat(lab.tenant("user Ann", "city")).isEqualTo("Ulm");
    assertThat(lab.tenant("user Ann", "userPrincipalName")).isEqualTo("ann@corp.test");
    assertThat(lab.tenant("user Ann", "dnsDomainName")).isEqualTo("corp.test");
    assertThat(lab.tenant("user Ida", "alias")).isEqualTo("ida");
    assertThat(lab.tenant("group Sales", "member")).isEqualTo("Ann|Cid|Ida");
    assertThat(lab.tenant("group Sales", "securityEnabled")).isEqualTo("True");
    assertThat(lab.tenant("group News", "member")).isEqualTo("Sales");
    assertThat(lab.tenant("device PC1", "deviceTrustType")).isEqualTo("ServerAd");
    assertThat(lab.tenant("device PC1", "deviceOSType")).isEqualTo("Windows");
    lab.cycle();
    assertThat(lab.exports()).isEmpty();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "user, isCriticalSystemObject=true",
    "user, isCriticalSystemObject=false",
    "user, sAMAccountName=|userPrincipalName=ann@corp.test",
    "user, sAMAccountName=SUPPORT_388945a0",
    "user, sAMAccountName=AAD_1",
    "user, sAMAccountName=MSOL_1",
    "user, sAMAccountName=CAS_{1}",
    "user, mailNickname=CAS_{1}",
    "user, mailNickname=SystemMailbox{1}",
    "user, msExchRecipientTypeDetails=536870912",
    "user, adminDescription=User_1",
    "inetOrgPerson, isCriticalSystemObject=false",
    "inetOrgPerson, sAMAccountName=MSOL_1",
    "contact, isCriticalSystemObject=false",
    "contact, mail=",
    "contact, mail=nowhere",
    "contact, mailNickname=CAS_{1}",
    "contact, displayName=x (MSOL)|msExchHideFromAddressLists=true",
    "group, isCriticalSystemObject=true",
    "group, isCriticalSystemObject=false",
    "group, sAMAccountName=MSOL_AD_Sync_RichCoexistence",
    "group, msExchRecipientTypeDetails=1073741824",
    "group, groupType=2",
    "group, adminDescription=Group_1",
    "computer, userCertificate=",
  })
  void whatMustNotGoToTheCloudStaysOut(String type, String because) throws InterruptedException {
    List<String> attributes =
        new java.util.ArrayList<>(
            switch (type) {
              case "contact" -> List.of("mail=x@x.test");
              case "computer" -> List.of("userCertificate=abc");
              default -> List.<String>of();
            });
    lab.put("corp", type, "Plain", attributes.toArray(String[]::new));
    attributes.replaceAll(attribute -> attribute.replace("x@", "y@"));
    attributes.addAll(List.of(because.split("\\|", -1)));
    lab.put("corp", type, "Odd", attributes.toArray(String[]::new));
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).singleElement().asString().endsWith(" Plain");
  }

  @Test
  void aReplicationConflictStaysOut() throws InterruptedException {
    lab.put("corp", "user", "Ann");
    lab.put("corp", "user", "Ann\\0ACNF:1234", "sAMAccountName=$dup");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann");
  }

  @Test
  void aMemberOfAnotherForestIsFoundThroughItsForeignSecurityPrincipal()
      throws InterruptedException {
    lab.close();
    lab = CloudLab.matching("anchor", "corp", "emea");
    lab.put("emea", "user", "Eve", "objectSid=sid:1001");
    lab.put("corp", "foreignSecurityPrincipal", "S-1-5-21-1-2-3-1001");
    lab.put("corp", "group", "Sales", "member=CN=S-1-5-21-1-2-3-1001,DC=corp");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("group Sales", "user Eve");
    assertThat(lab.tenant("group Sales", "member")).isEqualTo("Eve");
    lab.remove("emea", "Eve");
    lab.settle();
    assertThat(lab.tenant("group Sales", "member")).isEmpty();
  }

  @Test
  void whoeverSharesAnAttributeIsOnePersonWhereThatIsAskedFor() throws InterruptedException {
    lab.close();
    lab = CloudLab.matching("employeeID", "corp", "emea");
    lab.put("corp", "user", "Ann", "employeeID=7", "displayName=Ann of corp");
    lab.put("emea", "user", "Ann", "employeeID=7", "displayName=Ann of emea", "title=Boss");
    lab.put("emea", "user", "Nobody", "displayName=has no number");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann of corp");
    assertThat(lab.tenant("user Ann of corp", "title")).isEqualTo("Boss");
  }

  @Test
  void whatOnlyTheCloudKnowsIsNotTakenFromIt() throws InterruptedException {
    lab.put("corp", "user", "Ann");
    lab.settle();
    lab.setInTenant("user Ann", "usageLocation=DE", "countryCode=276", "title=Wrong");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant("user Ann", "usageLocation")).isEqualTo("DE");
    assertThat(lab.tenant("user Ann", "countryCode")).isEqualTo("276");
    assertThat(lab.tenant("user Ann", "title")).isEmpty();
  }
}
