// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.SharedData;
import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.entraconnect.ExportedConnector;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rules of a real Entra Connect server, unchanged but for the names of their connectors,
/// between a forest and a tenant.
class ExportedRulesTest {
  private CloudLab lab;

  @BeforeEach
  void load() {
    ExportedConfiguration real = ExportedConfiguration.load(SharedData.exportedConfiguration());
    RuleSet rules =
        new RuleSet(
            real.rules().ruleSet().rules().stream().map(rule -> renamed(real, rule)).toList());
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (ExportedConnector.Kind kind :
        List.of(ExportedConnector.Kind.ACTIVE_DIRECTORY, ExportedConnector.Kind.ENTRA_ID)) {
      real.connectors().stream()
          .filter(connector -> connector.kind() == kind)
          .forEach(connector -> schemas.put(name(kind), LabSchemas.writable(connector.schema())));
    }
    lab = new CloudLab(rules, real.metaverse(), schemas);
  }

  private static String name(ExportedConnector.Kind kind) {
    return kind == ExportedConnector.Kind.ENTRA_ID ? CloudLab.TENANT : "corp";
  }

  private static SyncRule renamed(ExportedConfiguration real, SyncRule rule) {
    RuleTypes types = rule.types();
    ExportedConnector.Kind kind =
        real.connectors().stream()
            .filter(connector -> connector.ruleName().equalsIgnoreCase(types.connector()))
            .findFirst()
            .orElseThrow()
            .kind();
    return rule.withTypes(
        new RuleTypes(types.direction(), name(kind), types.source(), types.target()));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void peopleGroupsAndContactsComeToTheTenantAndASecondTimeNothingIsSent()
      throws InterruptedException {
    lab.put(
        "corp",
        "user",
        "Ann",
        "displayName= Ann ",
        "sn= M ",
        "objectSid=sid:1001",
        "mail=ann@corp.test",
        "mailNickname=ann",
        "proxyAddresses=SMTP:ann@corp.test| smtp:a@corp.test",
        "pwdLastSet=129699324000000000",
        "title=Boss");
    lab.put("corp", "user", "Bob", "objectSid=sid:1002", "manager=CN=Ann,DC=corp");
    lab.put("corp", "user", "Sync", "sAMAccountName=AAD_1", "objectSid=sid:1003");
    lab.put("corp", "contact", "Cid", "mail=cid@x.test", "proxyAddresses=SMTP:cid@x.test");
    lab.put("corp", "group", "Sales", "member=CN=Ann,DC=corp|CN=Bob,DC=corp|CN=Cid,DC=corp");
    lab.put("corp", "group", "News", "groupType=2");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant())
        .containsExactly("contact Cid", "group Sales", "user  Ann ", "user Bob");
    assertThat(lab.tenant("user  Ann ", "sourceAnchor")).isEqualTo(LabValues.anchor("corp/Ann"));
    assertThat(lab.tenant("user  Ann ", "surname")).isEqualTo("M");
    assertThat(lab.tenant("user  Ann ", "userPrincipalName")).isEqualTo("ann@corp.test");
    assertThat(lab.tenant("user  Ann ", "proxyAddresses"))
        .isEqualTo("SMTP:ann@corp.test|smtp:a@corp.test");
    assertThat(lab.tenant("user  Ann ", "lastPasswordChangeTimestamp"))
        .isEqualTo("20120101230000.0Z");
    assertThat(lab.tenant("user Bob", "manager")).isEqualTo(" Ann ");
    assertThat(lab.tenant("group Sales", "member")).isEqualTo(" Ann |Bob|Cid");
    lab.cycle();
    assertThat(lab.exports()).isEmpty();
  }

  @Test
  void changesFollowAndWhatGoesIsDeleted() throws InterruptedException {
    lab.put("corp", "user", "Ann", "objectSid=sid:1001", "title=Boss");
    lab.put("corp", "user", "Bob", "objectSid=sid:1002", "manager=CN=Ann,DC=corp");
    lab.put("corp", "group", "Sales", "member=CN=Ann,DC=corp|CN=Bob,DC=corp");
    lab.settle();
    lab.set("corp", "Ann", "userAccountControl=514", "title=Former boss");
    lab.rename("corp", "Bob", "Robert");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant("user Ann", "accountEnabled")).isEqualTo("False");
    assertThat(lab.tenant("user Ann", "title")).isEqualTo("Former boss");
    assertThat(lab.tenant("user Bob", "manager")).isEqualTo("Ann");
    lab.remove("corp", "Ann");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("group Sales", "user Bob");
    assertThat(lab.tenant("user Bob", "manager")).isEmpty();
    assertThat(lab.tenant("group Sales", "member")).isEqualTo("Bob");
    lab.cycle();
    assertThat(lab.exports()).isEmpty();
  }
}
