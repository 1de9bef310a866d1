// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the expressions of the shipped rules say about objects.
class ShippedExpressionsTest {
  private static final RuleSet CLOUD = DefaultRules.load("corp", "tenant");
  private static final RuleSet DIRECTORY = DefaultRules.directoryToDirectory("hr", "branch");
  private static final byte[] GUID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final byte[] OTHER = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};

  @Test
  void anOrdinaryUserIsNotFiltered() {
    assertThat(cloud("AD user: identity", "cloudFiltered", user())).isEqualTo(Result.NULL);
  }

  @Test
  void accountsOfTheSystemAndOfSynchronizationAreFiltered() {
    Stream.of("SUPPORT_388945a0", "AAD_123", "MSOL_ab12", "CAS_{1234}")
        .forEach(name ->
            assertThat(
                    cloud(
                        "AD user: identity", "cloudFiltered", user().with("sAMAccountName", name)))
                .as(name)
                .isEqualTo(truth()));
    assertThat(cloud("AD user: identity", "cloudFiltered", user().without("sAMAccountName")))
        .isEqualTo(truth());
    assertThat(
            cloud(
                "AD user: identity",
                "cloudFiltered",
                user().with("isCriticalSystemObject", new Value.Bool(false))))
        .isEqualTo(truth());
    assertThat(
            cloud(
                "AD user: identity",
                "cloudFiltered",
                user().with("mailNickname", "SystemMailbox{bb558c35}")))
        .isEqualTo(truth());
  }

  @Test
  void mailboxesOfExchangeItselfAreFilteredAndPeoplesMailboxesAreNot() {
    for (long bit : new long[] {12, 13, 14, 22, 23, 24, 29}) {
      assertThat(
              cloud(
                  "AD user: identity",
                  "cloudFiltered",
                  user().with("msExchRecipientTypeDetails", new Value.Int64(1L << bit))))
          .as("bit %d", bit)
          .isEqualTo(truth());
    }
    assertThat(
            cloud(
                "AD user: identity",
                "cloudFiltered",
                user().with("msExchRecipientTypeDetails", new Value.Int64(1))))
        .isEqualTo(Result.NULL);
  }

  @Test
  void aReplicationConflictIsFiltered() {
    Thing conflict =
        user()
            .with(
                "dn",
                new Value.Reference(
                    Dn.of(
                        "CN=Ann\\0ACNF:b3d8c0d2-1d2c-4d6a-9c0e-111111111111,OU=CORP,DC=contoso")));

    assertThat(cloud("AD user: identity", "cloudFiltered", conflict)).isEqualTo(truth());
  }

  @Test
  void theConsistencyGuidIsTheAnchorWhereThereIsOne() {
    assertThat(cloud("AD user: data", "sourceAnchor", user()))
        .isEqualTo(text("AQIDBAUGBwgJCgsMDQ4PEA=="));
    assertThat(
            cloud(
                "AD user: data",
                "sourceAnchor",
                user().with("mS-DS-ConsistencyGuid", new Value.Binary(OTHER))))
        .isEqualTo(text("CQkJCQkJCQkJCQkJCQkJCQ=="));
  }

  @Test
  void aLinkedMailboxHasNoAnchorAndNoKind() {
    Thing linked = user().with("msExchRecipientTypeDetails", new Value.Int64(2));

    assertThat(cloud("AD user: data", "sourceAnchor", linked)).isEqualTo(Result.NULL);
    assertThat(cloud("AD user: data", "sourceObjectType", linked)).isEqualTo(Result.NULL);
    assertThat(cloud("AD user: data", "sourceObjectType", user())).isEqualTo(text("User"));
  }

  @Test
  void theSignInNameIsMadeFromAccountAndDomainWhereItIsMissing() {
    assertThat(cloud("AD user: data", "userPrincipalName", user()))
        .isEqualTo(text("ann@contoso.com"));
    assertThatThrownBy(
            () -> cloud("AD user: data", "userPrincipalName", user().without("sAMAccountName")))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("neither userPrincipalName nor sAMAccountName has a value");
  }

  @Test
  void aDisabledAccountIsNotEnabled() {
    assertThat(cloud("AD user: data", "accountEnabled", user())).isEqualTo(truth());
    assertThat(
            cloud(
                "AD user: data",
                "accountEnabled",
                user().with("userAccountControl", new Value.Int64(514))))
        .isEqualTo(new Result.Values(List.of(new Value.Bool(false))));
  }

  @Test
  void theTimeOfThePasswordIsText() {
    assertThat(
            cloud(
                "AD user: data",
                "pwdLastSet",
                user().with("pwdLastSet", new Value.Int64(129699324000000000L))))
        .isEqualTo(text("20120101230000.0Z"));
  }

  @Test
  void aGroupIsMailEnabledByItsPrimaryAddressOrItsMail() {
    String rule = "AD group: identity";

    assertThat(cloud(rule, "mailEnabled", thing().with("mail", "sales@contoso.com")))
        .isEqualTo(truth());
    assertThat(
            cloud(
                rule,
                "mailEnabled",
                thing().with("proxyAddresses", "x500:/o=x", "SMTP:sales@contoso.com")))
        .isEqualTo(truth());
    for (Thing without :
        List.of(thing(), thing().with("proxyAddresses", "smtp:a@b"), thing().with("mail", "x"))) {
      assertThat(cloud(rule, "mailEnabled", without))
          .isEqualTo(new Result.Values(List.of(new Value.Bool(false))));
    }
  }

  @Test
  void aGroupKnowsItsKindAndTheNumberOfItsMembers() {
    Thing group =
        thing().with("groupType", new Value.Int64(-2147483646)).with("member", "CN=a", "CN=b");

    assertThat(cloud("AD group: members and data", "securityEnabled", group)).isEqualTo(truth());
    assertThat(cloud("AD group: members and data", "memberCount", group))
        .isEqualTo(new Result.Values(List.of(new Value.Int64(2))));
  }

  @Test
  void aGroupOverTheLimitIsAnErrorAndBelowItNothing() {
    String rule = "Group to cloud: identity";

    assertThat(cloud(rule, "member", thing().with("memberCount", new Value.Int64(250_000))))
        .isEqualTo(Result.IGNORE_THIS_FLOW);
    assertThatThrownBy(
            () -> cloud(rule, "member", thing().with("memberCount", new Value.Int64(250_001))))
        .hasMessageContaining("the group has more than 250,000 members");
  }

  @Test
  void anAnchorThatHasChangedIsAnErrorUnlessTheCloudObjectIsOfAnotherKind() {
    String rule = "User to cloud: identity";
    Thing same = thing().with("sourceAnchor", "a").with("sourceObjectType", "User");

    assertThat(cloud(rule, "sourceAnchor", same)).isEqualTo(text("a"));
    assertThat(
            cloud(
                rule,
                "sourceAnchor",
                same.with("cloudAnchor", "User_1").with("cloudSourceAnchor", "a")))
        .isEqualTo(text("a"));
    assertThat(
            cloud(
                rule,
                "sourceAnchor",
                same.with("cloudAnchor", "Contact_1").with("cloudSourceAnchor", "b")))
        .isEqualTo(text("a"));
    assertThatThrownBy(() ->
            cloud(
                rule,
                "sourceAnchor",
                same.with("cloudAnchor", "User_1").with("cloudSourceAnchor", "b")))
        .hasMessageContaining("SourceAnchor attribute has changed.");
  }

  @Test
  void theCloudNameIsTheAnchorInHexadecimal() {
    assertThat(cloud("User to cloud: identity", "dn", thing().with("sourceAnchor", "ab==")))
        .isEqualTo(text("CN={61623D3D}"));
  }

  @Test
  void moreThanFifteenCertificatesAreNotSent() {
    String rule = "User to cloud: Exchange";

    assertThat(cloud(rule, "userCertificate", certificates(15))).isNotEqualTo(Result.NULL);
    assertThat(cloud(rule, "userCertificate", certificates(16))).isEqualTo(Result.NULL);
  }

  private static Thing certificates(int count) {
    List<Value> certificates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      certificates.add(new Value.Binary(new byte[] {(byte) i}));
    }
    return thing().with("userCertificate", certificates.toArray(Value[]::new));
  }

  @Test
  void whatTheCloudKnowsAloneIsNeverCleared() {
    assertThat(cloud("User to cloud: identity", "usageLocation", thing()))
        .isEqualTo(Result.IGNORE_THIS_FLOW);
    assertThat(
            cloud("User to cloud: identity", "usageLocation", thing().with("usageLocation", "DE")))
        .isEqualTo(text("DE"));
  }

  @Test
  void longDescriptionsAreCutAndOnlyTheFirstIsTaken() {
    assertThat(
            cloud(
                "AD user: data", "description", thing().with("description", "  first ", "second")))
        .isEqualTo(text("first"));
    assertThat(cloud("AD user: data", "description", thing().with("description", "x".repeat(500))))
        .isEqualTo(text("x".repeat(448)));
    assertThat(cloud("AD user: data", "description", thing())).isEqualTo(Result.NULL);
  }

  @Test
  void betweenDirectoriesTheFirstOfSeveralValuesIsTakenAndNamesAreEscaped() {
    assertThat(flow(DIRECTORY, "Person: identity", "cn", thing().with("cn", " Ann ", "Annie")))
        .isEqualTo(text("Ann"));
    assertThat(flow(DIRECTORY, "Person: identity", "cn", thing().with("cn", "Ann")))
        .isEqualTo(text("Ann"));
    assertThat(
            flow(
                DIRECTORY,
                "Person to target: identity",
                "dn",
                thing().with("accountName", "a,b+c")))
        .isEqualTo(text("uid=a\\,b\\+c,ou=people,o=branch"));
    assertThat(
            flow(DIRECTORY, "Person to target: identity", "sn", thing().with("accountName", "ann")))
        .isEqualTo(text("ann"));
  }

  private static Result cloud(String rule, String target, Thing thing) {
    return flow(CLOUD, rule, target, thing);
  }

  private static Result flow(RuleSet rules, String rule, String target, Thing thing) {
    Flow flow =
        rules.rules().stream()
            .filter(candidate -> candidate.identity().name().equals(rule))
            .flatMap(candidate -> candidate.flows().stream())
            .filter(candidate -> candidate.target().equals(target))
            .findFirst()
            .orElseThrow();
    return thing.evaluate(((FlowSource.Expression) flow.source()).text());
  }

  private static Result truth() {
    return new Result.Values(List.of(new Value.Bool(true)));
  }

  private static Result text(String text) {
    return new Result.Values(List.of(new Value.Text(text)));
  }

  private static Thing thing() {
    return new Thing(
        Map.of("dn", List.of(new Value.Reference(Dn.of("CN=Ann,OU=CORP,DC=contoso")))));
  }

  private static Thing user() {
    return thing()
        .with("sAMAccountName", "ann")
        .with("objectGUID", new Value.Binary(GUID))
        .with("userAccountControl", new Value.Int64(512));
  }
}
