// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.RuleLinks;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.SyncRule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What administrators count on when the shipped rules run between forests and a tenant
/// (`spec/engine.md` §7).
class CloudBehavioursTest {
  private CloudLab lab = CloudLab.corp();

  @AfterEach
  void close() {
    lab.close();
  }

  private void use(CloudLab other) {
    lab.close();
    lab = other;
  }

  @Test
  void aContactWhoGetsAnAccountIsDeletedInTheCloudAndMadeAsAUser() throws InterruptedException {
    use(CloudLab.matching("mail", "emea", "corp"));
    lab.put("emea", "contact", "Ann", "mail=ann@corp.test", "displayName=Ann");
    lab.settle();
    assertThat(lab.tenant()).containsExactly("contact Ann");
    String contactsAnchor = lab.tenant("contact Ann", "sourceAnchor");
    lab.put("corp", "user", "am1", "mail=ann@corp.test", "displayName=Ann");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann");
    assertThat(lab.tenant("user Ann", "sourceAnchor"))
        .isEqualTo(LabValues.anchor("corp/am1"))
        .isNotEqualTo(contactsAnchor);
  }

  @Test
  void aLinkedMailboxGoesToTheCloudOnlyWithItsAccountAndUnderTheAccountsAnchor()
      throws InterruptedException {
    use(CloudLab.matching("sid", "accounts", "exchange"));
    lab.put(
        "exchange",
        "user",
        "Ann",
        "userAccountControl=514",
        "objectSid=sid:2001",
        "msExchMasterAccountSid=sid:1001",
        "msExchRecipientTypeDetails=2",
        "mailNickname=ann",
        "mail=ann@corp.test",
        "displayName=Ann M");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).isEmpty();
    lab.put("accounts", "user", "am1", "objectSid=sid:1001", "displayName=am1");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann M");
    assertThat(lab.tenant("user Ann M", "sourceAnchor"))
        .isEqualTo(LabValues.anchor("accounts/am1"));
    assertThat(lab.tenant("user Ann M", "userPrincipalName")).isEqualTo("am1@accounts.test");
    assertThat(lab.tenant("user Ann M", "alias")).isEqualTo("ann");
    assertThat(lab.tenant("user Ann M", "accountEnabled")).isEqualTo("True");
  }

  @Test
  void theAccountMayComeBeforeItsLinkedMailbox() throws InterruptedException {
    use(CloudLab.matching("sid", "accounts", "exchange"));
    lab.put("accounts", "user", "am1", "objectSid=sid:1001", "displayName=am1");
    lab.settle();
    assertThat(lab.tenant()).containsExactly("user am1");
    lab.put(
        "exchange",
        "user",
        "Ann",
        "userAccountControl=514",
        "objectSid=sid:2001",
        "msExchMasterAccountSid=sid:1001",
        "msExchRecipientTypeDetails=2",
        "mailNickname=ann",
        "displayName=Ann M");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann M");
    assertThat(lab.tenant("user Ann M", "sourceAnchor"))
        .isEqualTo(LabValues.anchor("accounts/am1"));
  }

  @Test
  void anAnchorThatChangesAfterItsExportIsAnErrorAndNothingOfTheObjectIsSent()
      throws InterruptedException {
    lab.put("corp", "user", "Ann", "mS-DS-ConsistencyGuid=guid:kept", "displayName=Ann", "title=a");
    lab.settle();
    assertThat(lab.tenant("user Ann", "sourceAnchor")).isEqualTo(LabValues.anchor("kept"));
    lab.set("corp", "Ann", "mS-DS-ConsistencyGuid=", "title=b");
    lab.cycle();
    assertThat(lab.errors())
        .singleElement()
        .asString()
        .contains("CN=Ann", "SourceAnchor attribute has changed.");
    assertThat(lab.tenant("user Ann", "sourceAnchor")).isEqualTo(LabValues.anchor("kept"));
    assertThat(lab.tenant("user Ann", "title")).isEqualTo("a");
    lab.set("corp", "Ann", "mS-DS-ConsistencyGuid=guid:kept");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant("user Ann", "title")).isEqualTo("b");
  }

  @Test
  void aGroupOverTheLimitIsNeverMadeAndOneThatGrowsOverItIsAnErrorAndStaysAsItIs()
      throws InterruptedException {
    use(
        new CloudLab(
            withMembersMax(3, DefaultRules.load("corp", CloudLab.TENANT)), List.of("corp")));
    for (String name : List.of("Ann", "Bob", "Cid", "Dan")) {
      lab.put("corp", "user", name, "displayName=" + name);
    }
    String three = "member=CN=Ann,DC=corp|CN=Bob,DC=corp|CN=Cid,DC=corp";
    lab.put("corp", "group", "Three", "displayName=Three", three);
    lab.put("corp", "group", "Four", "displayName=Four", three + "|CN=Dan,DC=corp");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).contains("group Three").doesNotContain("group Four");
    assertThat(lab.tenant("group Three", "member")).isEqualTo("Ann|Bob|Cid");
    lab.set("corp", "Three", three + "|CN=Dan,DC=corp");
    lab.cycle();
    assertThat(lab.errors()).singleElement().asString().contains("CN=Three", "more than");
    lab.cycle();
    assertThat(lab.tenant("group Three", "member")).isEqualTo("Ann|Bob|Cid");
    lab.set("corp", "Three", "member=CN=Dan,DC=corp");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant("group Three", "member")).isEqualTo("Dan");
  }

  /// The shipped rules with another limit than 250,000 members.
  private static RuleSet withMembersMax(int members, RuleSet rules) {
    return new RuleSet(
        rules.rules().stream()
            .map(rule ->
                new SyncRule(
                    rule.identity(),
                    rule.types(),
                    new RuleLinks(
                        rule.links().type(),
                        rule.links().scope().stream()
                            .map(group ->
                                group.stream()
                                    .map(clause -> withMembersMax(members, clause))
                                    .toList())
                            .toList(),
                        rule.links().joins()),
                    rule.flows().stream().map(flow -> withMembersMax(members, flow)).toList(),
                    rule.settings()))
            .toList());
  }

  private static ScopeClause withMembersMax(int members, ScopeClause clause) {
    return new ScopeClause(
        clause.attribute(),
        clause.operator(),
        clause.value().equals("250001") ? Integer.toString(members + 1) : clause.value());
  }

  private static Flow withMembersMax(int members, Flow flow) {
    return flow.source() instanceof FlowSource.Expression(String text)
        ? new Flow(
            flow.target(),
            new FlowSource.Expression(text.replace("250000", Integer.toString(members))),
            flow.applyOnce(),
            flow.merge())
        : flow;
  }

  @Test
  void anObjectOfAnotherToolIsNotDeletedBecauseItsAccountIsFiltered() throws InterruptedException {
    lab.putInTenant(
        "user",
        "CN={of-another-tool}",
        "displayName=Ann",
        "cloudAnchor=User_7",
        "cloudMastered=false",
        "sourceAnchor=" + LabValues.anchor("corp/Ann"));
    lab.put("corp", "user", "Ann", "displayName=Ann of here", "sAMAccountName=AAD_1");
    lab.put("corp", "user", "Bob", "displayName=Bob");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann", "user Bob");
    lab.remove("corp", "Ann");
    lab.settle();
    assertThat(lab.tenant()).containsExactly("user Ann", "user Bob");
  }

  @Test
  void aDisabledAccountChangesItsDataAndIsNotDeleted() throws InterruptedException {
    lab.put(
        "corp",
        "user",
        "Ann",
        "displayName=Ann",
        "title=Boss",
        "userPrincipalName=ann@corp.test",
        "pwdLastSet=129699324000000000");
    lab.settle();
    assertThat(lab.tenant("user Ann", "accountEnabled")).isEqualTo("True");
    lab.set("corp", "Ann", "userAccountControl=514", "title=Former boss");
    lab.settle();
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.tenant()).containsExactly("user Ann");
    assertThat(lab.tenant("user Ann", "accountEnabled")).isEqualTo("False");
    assertThat(lab.tenant("user Ann", "title")).isEqualTo("Former boss");
    assertThat(lab.tenant("user Ann", "userPrincipalName")).isEqualTo("ann@corp.test");
    assertThat(lab.tenant("user Ann", "sourceAnchor")).isEqualTo(LabValues.anchor("corp/Ann"));
    assertThat(lab.tenant("user Ann", "lastPasswordChangeTimestamp"))
        .isEqualTo("20120101230000.0Z");
  }

  @Test
  void aRenamedContainerEmptiesItsScopeAndTheGuardKeepsTheCloud() throws InterruptedException {
    lab.put("corp", "container", "People");
    lab.readOnly("corp", "CN=People,DC=corp");
    for (String name : List.of("Ann", "Bob", "Cid")) {
      lab.put("corp", "user", name + ",CN=People", "displayName=" + name);
    }
    lab.settle();
    List<String> all = List.of("user Ann", "user Bob", "user Cid");
    assertThat(lab.tenant()).isEqualTo(all);
    lab.rename("corp", "People", "Staff");
    lab.cycle(2);
    assertThat(lab.failures()).isEmpty();
    assertThat(lab.tenant()).isEqualTo(all);
    lab.fullImport("corp");
    assertThat(lab.failures()).containsExactly("corp Full Import: completed-no-objects");
    lab.cycle(2);
    assertThat(lab.tenant()).isEqualTo(all);
    lab.believeFullImport("corp");
    lab.cycle(2);
    assertThat(lab.failures()).containsExactly("tenant Export: stopped-deletion-limit");
    assertThat(lab.tenant()).isEqualTo(all);
  }
}
