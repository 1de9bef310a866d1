// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which objects a rule is about (`spec/engine.md` §2.2).
final class ScopesTest {

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "title EQUAL Boss,           title=BOSS,        true",
    "title EQUAL Boss,           title=Bos,         false",
    "title EQUAL Boss,           ,                  false",
    "title NOTEQUAL Boss,        title=boss,        false",
    "title NOTEQUAL Boss,        title=Chief,       true",
    "title NOTEQUAL Boss,        ,                  true",
    "title EQUAL False,          ,                  false",
    "number EQUAL 7,             number=7,          true",
    "number EQUAL 7,             number=70,         false",
    "number NOTEQUAL 7,          ,                  true",
    "proxyAddresses EQUAL b,     proxyAddresses=a|B, true",
    "proxyAddresses NOTEQUAL b,  proxyAddresses=a|B, false",
    "manager EQUAL CN=BOB,       manager=Bob,       true",
    "title EQUAL two words,      title=Two Words,   true",
  })
  void equalComparesWithoutCase(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "critical EQUAL True,        critical=true,     true",
    "critical EQUAL True,        critical=false,    false",
    "critical EQUAL TRUE,        ,                  false",
    "critical EQUAL False,       critical=false,    true",
    "critical EQUAL false,       ,                  true",
    "critical EQUAL False,       critical=true,     false",
    "critical NOTEQUAL TRUE,     ,                  true",
    "critical NOTEQUAL True,     critical=true,     false",
    "critical NOTEQUAL True,     critical=false,    true",
    "critical NOTEQUAL False,    ,                  true",
    "critical NOTEQUAL False,    critical=false,    false",
    "critical NOTEQUAL False,    critical=true,     true",
  })
  void anAbsentBooleanIsFalse(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "number LESSTHAN 10,         number=9,          true",
    "number LESSTHAN 10,         number=10,         false",
    "number LESSTHAN 10,         ,                  false",
    "number LESSTHAN 50000,      number=6,          true",
    "number LESSTHAN_OR_EQUAL 9, number=9,          true",
    "number LESSTHAN_OR_EQUAL 9, number=10,         false",
    "number LESSTHAN_OR_EQUAL 9, ,                  false",
    "number GREATERTHAN 9,       number=10,         true",
    "number GREATERTHAN 9,       number=9,          false",
    "number GREATERTHAN 9,       ,                  false",
    "number GREATERTHAN_OR_EQUAL 9, number=9,       true",
    "number GREATERTHAN_OR_EQUAL 9, number=8,       false",
    "number GREATERTHAN_OR_EQUAL 9, ,               false",
    "number GREATERTHAN -1,      number=0,          true",
    "title LESSTHAN b,           title=A,           true",
    "title GREATERTHAN b,        title=C,           true",
    "title LESSTHAN 10,          title=9,           false",
  })
  void numbersAreComparedAsNumbersAndTextsAsTexts(
      String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "mail CONTAINS '@X',         mail=ann@x.y,      true",
    "mail CONTAINS '@z',         mail=ann@x.y,      false",
    "mail CONTAINS '@z',         ,                  false",
    "proxyAddresses CONTAINS '@z', proxyAddresses=a@x|b@Z, true",
    "mail NOTCONTAINS '@z',      mail=ann@x.y,      true",
    "mail NOTCONTAINS '@X',      mail=ann@x.y,      false",
    "mail NOTCONTAINS '@X',      ,                  true",
    "mail STARTSWITH ANN,        mail=ann@x,        true",
    "mail STARTSWITH nn,         mail=ann@x,        false",
    "mail STARTSWITH ann,        ,                  false",
    "adminDescription NOTSTARTSWITH User_, adminDescription=user_1, false",
    "adminDescription NOTSTARTSWITH User_, adminDescription=a user_, true",
    "adminDescription NOTSTARTSWITH User_, ,        true",
    "mail ENDSWITH '@X',         mail=ann@x,        true",
    "mail ENDSWITH '@y',         mail=ann@x,        false",
    "mail ENDSWITH '@y',         ,                  false",
    "mail ENDSWITH longer-than-the-value, mail=x,   false",
    "mail NOTENDSWITH '@X',      mail=ann@x,        false",
    "mail NOTENDSWITH '@X',      ,                  true",
  })
  void partsOfTextsAreFoundWithoutCase(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "title ISNULL,               ,                  true",
    "title ISNULL,               title=x,           false",
    "title ISNOTNULL,            title=x,           true",
    "title ISNOTNULL,            ,                  false",
    "manager ISNULL,             ,                  true",
    "manager ISNULL,             manager=Bob,       false",
    "manager ISNOTNULL,          manager=Bob,       true",
    "title ISNULL whatever,      ,                  true",
    "proxyAddresses ISIN b,      proxyAddresses=a|B, true",
    "proxyAddresses ISIN c,      proxyAddresses=a|B, false",
    "proxyAddresses ISIN c,      ,                  false",
    "proxyAddresses ISNOTIN c,   proxyAddresses=a|B, true",
    "proxyAddresses ISNOTIN b,   proxyAddresses=a|B, false",
    "proxyAddresses ISNOTIN b,   ,                  true",
  })
  void attributesAreThereOrNot(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "flags ISBITSET 2,           flags=514,         true",
    "flags ISBITSET 2,           flags=512,         false",
    "flags ISBITSET 2,           ,                  false",
    "flags ISBITSET 3,           flags=2,           true",
    "flags ISBITSET 0x200,       flags=514,         true",
    "flags ISBITSET 0x80000000,  flags=-2147483646, true",
    "flags ISBITSET -2147483648, flags=-2147483646, true",
    "flags ISNOTBITSET 2,        flags=512,         true",
    "flags ISNOTBITSET 2,        flags=514,         false",
    "flags ISBITNOTSET 2,        flags=512,         true",
    "flags ISBITNOTSET 2,        flags=514,         false",
    "flags ISBITNOTSET 2,        ,                  true",
    "flags ISNOTBITSET 2,        ,                  true",
  })
  void bitsAreTestedWithAMaskOfWhichOneIsEnough(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "mail ENDSWITH '@%Suffix%',  mail=ann@ad.test,  true",
    "mail ENDSWITH '@%Suffix%',  mail=ann@hr.test,  false",
    "company EQUAL %Connector.ID%, company={AD},    true",
    "company EQUAL %Connector.Name%, company=AD,    true",
    "company EQUAL 100%sure%,    company=100%sure%, true",
  })
  void valuesOfClausesMayHoldParameters(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource({
    "dn ENDSWITH 'CN=Probe',     ,                  true",
    "dn ENDSWITH 'OU=Else',      ,                  false",
  })
  void theNameOfTheObjectIsAnAttribute(String clause, String attribute, boolean expected) {
    assertScope(clause, attribute, expected);
  }

  private static void assertScope(String clause, @Nullable String attribute, boolean expected) {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              scope %s
            """
                .formatted(clause.replaceAll(" +", " ").replace("'", "")));
    lab.at("AD").put("user", "Probe", attribute == null ? new String[0] : new String[] {attribute});
    lab.delta("AD");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.isLinked("AD", "Probe")).isEqualTo(expected);
  }

  private static boolean isInScope(String scope, String... attributes) {
    Lab lab = new Lab("in AD user>person provision 100\n" + scope);
    lab.at("AD").put("user", "Probe", attributes);
    lab.delta("AD");
    return lab.isLinked("AD", "Probe");
  }

  @Test
  void withoutClausesEverythingIsInScope() {
    assertThat(isInScope("")).isTrue();
  }

  @Test
  void clausesOfAGroupMustAllHold() {
    String scope = "scope title EQUAL a & info EQUAL b";
    assertThat(isInScope(scope, "title=a", "info=b")).isTrue();
    assertThat(isInScope(scope, "title=a")).isFalse();
  }

  @Test
  void oneGroupThatHoldsIsEnough() {
    String scope = "scope title EQUAL a & info EQUAL b\nscope company EQUAL c";
    assertThat(isInScope(scope, "company=c")).isTrue();
    assertThat(isInScope(scope, "title=a", "company=d")).isFalse();
  }

  private static final String GROUP_FILTER =
      """
      in AD user>person provision 100
        scope cn ISMEMBEROF CN=Pilots
        join mail=mail
        mail <- mail
      """;

  @Test
  void directMembersOfTheGroupAreInScope() {
    Lab lab = new Lab(GROUP_FILTER);
    lab.at("AD").put("user", "Ann", "mail=a");
    lab.at("AD").put("user", "Bob", "mail=b");
    lab.at("AD").put("group", "Pilots", "member=Ann");
    lab.delta("AD");
    lab.full("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
    assertThat(lab.isLinked("AD", "Bob")).isFalse();
  }

  @Test
  void whoLeavesTheGroupLeavesTheScopeAtTheNextFullSynchronization() {
    Lab lab = new Lab(GROUP_FILTER).unchecked();
    lab.at("AD").put("group", "Pilots", "member=Ann");
    lab.at("AD").put("user", "Ann", "mail=a");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
    lab.at("AD").set("Pilots", "member=");
    lab.full("AD");
    assertThat(lab.isLinked("AD", "Ann")).isFalse();
  }

  @Test
  void theNameOfTheGroupIsComparedAsADn() {
    Lab lab = new Lab(GROUP_FILTER.replace("CN=Pilots", "cn=pilots"));
    lab.at("AD").put("group", "Pilots", "member=Ann");
    lab.at("AD").put("user", "Ann", "mail=a");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
  }

  @Test
  void nobodyIsAMemberOfAnUnknownGroup() {
    Lab lab = new Lab(GROUP_FILTER.replace("ISMEMBEROF", "ISNOTMEMBEROF"));
    lab.at("AD").put("user", "Ann", "mail=a");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
  }

  @Test
  void outboundScopesReadMetaverseAttributes() {
    Lab lab =
        new Lab(
            """
            in AD group>group provision 100
              join cn=cn
              cn <- cn
              memberCount <- =ValueCount("member")
              member <- member
            in AD user>person provision 101
              join cn=cn
              cn <- cn
            out CLOUD group>group provision 200
              scope memberCount LESSTHAN 3 & cn NOTEQUAL %Connector.Name%
              dn <- cn
            """);
    lab.at("AD").put("user", "Ann", "cn=Ann");
    lab.at("AD").put("user", "Bob", "cn=Bob");
    lab.at("AD").put("user", "Cid", "cn=Cid");
    lab.at("AD").put("group", "Small", "cn=Small", "member=Ann|Bob");
    lab.at("AD").put("group", "Big", "cn=Big", "member=Ann|Bob|Cid");
    lab.at("AD").put("group", "CLOUD", "cn=CLOUD", "member=Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("add group Small:");
    assertThat(lab.mv("AD", "Big", "memberCount")).isEqualTo("3");
  }

  @Test
  void scopesSeePendingExportsAsIfTheyHadArrived() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              title <- title
            in HR user>person join 110
              join sid=sid
            in HR user>person join 120
              scope title EQUAL Boss
              info <- 'is boss'
            out HR person>user join 200
              join sid=sid
              title <- title
            """);
    lab.at("HR").put("user", "A1", "sid=1");
    lab.at("AD").put("user", "Ann", "sid=1", "title=Boss");
    lab.delta("HR");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.pending("HR")).containsExactly("update CN=A1: title=Boss");
    assertThat(lab.mv("AD", "Ann", "info")).isEqualTo("is boss");
  }
}
