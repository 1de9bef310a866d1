// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.engine.step.Limits;
import dev.understudy.schema.AttributeType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
  private static final String RULE =
      """
      name: 'User: data'
      direction: Inbound
      connector: corp
      source-object-type: user
      target-object-type: person
      link-type: Join
      precedence: 10
      scope:
        - all:
            - userAccountControl ISNOTBITSET 2
      flows:
        - {target: displayName, expression: 'Trim([cn])'}
        - {target: memberships, expression: 'ValueCount("memberOf")'}
      """;

  @TempDir Path folder;

  private static Environment environment() {
    Map<String, String> variables = Map.of("CORP_PASSWORD", "hunter2", "PG", "pg-secret");
    return new Environment(variables::get, List.of(new Directory("ldap"), new Directory("csv")));
  }

  /// A connector that has settings and nothing else.
  private record Directory(String type) implements ConnectorFactory {
    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting("url", "Where the directory is.", true, false),
          new Setting("bind-dn", "Who logs in.", false, false),
          new Setting("password", "The password of bind-dn.", false, true));
    }

    @Override
    public Connector create(String name, Map<String, String> settings) {
      throw new UnsupportedOperationException("configuration opens nothing");
    }
  }

  @Test
  void whatADirectoryKnowsOfParametersGivesWayToConfiguration() {
    ConnectorConfiguration connector =
        new ConnectorConfiguration(
            "corp",
            "ldap",
            null,
            new ConnectorSettings(Map.of(), Set.of()),
            new ConnectorConfiguration.Selection(Set.of(), Set.of(), true),
            Map.of("", Map.of("Forest.FQDN", "own"), "DC=a", Map.of("Domain.FQDN", "mine")),
            true);

    assertThat(
            connector
                .withKnown(
                    Map.of(
                        "DC=a", Map.of("Domain.FQDN", "a", "Forest.FQDN", "a", "Other", "x"),
                        "DC=b", Map.of("Domain.FQDN", "b")))
                .parameters())
        .isEqualTo(
            Map.of(
                "", Map.of("Forest.FQDN", "own"),
                "DC=a", Map.of("Domain.FQDN", "mine", "Forest.FQDN", "own", "Other", "x"),
                "DC=b", Map.of("Domain.FQDN", "b", "Forest.FQDN", "own")));
  }

  @Test
  void everythingIsReadIntoRecords() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(folder.resolve("rules/user.yaml"), RULE);
    Files.writeString(folder.resolve("secret.txt"), "from-file\n");
    Configuration configuration =
        load(
            """
            store:
              url: jdbc:postgresql://db/understudy
              user: sync
              password: ${env:PG}
            rules: rules
            metaverse:
              attributes: {memberships: number, badge: 'string[]'}
              types: {person: [memberships, badge], room: [badge]}
            connectors:
              corp:
                type: ldap
                id: '{AE4DB4CC-B16B-4EB2-ACF5-837CA84E4D7D}'
                settings:
                  url: ldaps://${env:CORP_PASSWORD}.example
                  password: ${file:secret.txt}
                parameters: {Domain.FQDN: contoso.com}
                partitions:
                  'DC=emea': {parameters: {Domain.FQDN: emea.contoso.com}}
                export: false
            limits: {error-limit: 7}
            """);

    assertThat(configuration.store().openPassword()).contains("pg-secret");
    assertThat(configuration.limits())
        .isEqualTo(
            new Limits(
                Limits.DEFAULT.batchObjects(),
                7,
                Limits.DEFAULT.inlineReferences(),
                Limits.DEFAULT.referencesPerPiece()));
    assertThat(configuration.metaverse().attribute("memberships").orElseThrow().type())
        .isEqualTo(AttributeType.NUMBER);
    assertThat(configuration.metaverse().types().keySet())
        .containsExactlyInAnyOrder("person", "group", "device", "room");
    ConnectorConfiguration corp = configuration.connector("corp").orElseThrow();
    assertThat(corp.settings().values())
        .containsEntry("url", "ldaps://hunter2.example")
        .containsEntry("password", "from-file");
    assertThat(corp.ruleIdentifier()).contains("{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}");
    assertThat(corp.parameters())
        .isEqualTo(
            Map.of(
                "", Map.of("Domain.FQDN", "contoso.com"),
                "DC=emea", Map.of("Domain.FQDN", "emea.contoso.com")));
    assertThat(corp.exports()).isFalse();
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void whatIsNotChosenIsReadAsFarAsTheRulesNeedIt() throws Exception {
    Files.writeString(folder.resolve("user.yaml"), RULE.replace("memberships", "memberCount"));
    Configuration configuration =
        load(
            """
            rules: user.yaml
            metaverse: {types: {person: [memberCount]}}
            connectors: {corp: {type: ldap, settings: {url: x}}}
            """);

    assertThat(configuration.connectors().getFirst().selection())
        .isEqualTo(
            new ConnectorConfiguration.Selection(
                Set.of("user"), Set.of("cn", "userAccountControl", "memberOf"), false));
  }

  @Test
  void withoutAStoreAFileBesideTheConfigurationIsUsed() throws Exception {
    Files.writeString(folder.resolve("user.yaml"), RULE.replace("memberships", "mail"));

    assertThat(
            load("rules: user.yaml\nconnectors: {corp: {type: ldap, settings: {url: x}}}\n")
                .store()
                .url())
        .isEqualTo("sqlite:" + folder.resolve("understudy.db"));
  }

  @Test
  void secretsAreNeverShown() throws Exception {
    Files.writeString(folder.resolve("user.yaml"), RULE.replace("memberships", "mail"));
    Configuration configuration =
        load(
            """
            store: {url: 'jdbc:postgresql://db/x?password=${env:PG}', password: '${env:PG}'}
            rules: user.yaml
            connectors:
              corp: {type: ldap, settings: {url: '${env:CORP_PASSWORD}', password: plain-secret}}
            """);

    assertThat(configuration.toString())
        .doesNotContain("pg-secret")
        .doesNotContain("hunter2")
        .doesNotContain("plain-secret")
        .contains("password=••••••");
  }

  @Test
  void exportedRulesFindTheirConnectorByItsIdAndTheOthersAreReportedAsNotUsed() throws Exception {
    Configuration configuration =
        load(
            """
            rules: '%s'
            connectors:
              corp: {type: ldap, id: ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d, settings: {url: x}}
            """
                .formatted(SharedData.exportedConfiguration()));

    assertThat(configuration.ruleSet().rules())
        .hasSize(29)
        .allMatch(rule -> rule.types().connector().equals("corp"));
    assertThat(configuration.warnings())
        .singleElement()
        .asString()
        .endsWith(
            "warning: 33 rules are not used: no connector has the id"
                + " {b891884f-051e-4a83-95af-2544101c9083}");
    ConnectorConfiguration corp = configuration.connectors().getFirst();
    assertThat(corp.selection().objectTypes()).contains("user", "group", "organizationalUnit");
    assertThat(corp.selection().attributes()).hasSize(132).contains("proxyAddresses");
    assertThat(corp.parameters().get("DC=contoso,DC=com"))
        .containsEntry("Domain.Netbios", "CONTOSO")
        .doesNotContainKey("cookie");
    assertThat(corp.parameters().get("")).containsEntry("Forest.FQDN", "contoso.com");
    assertThat(configuration.metaverse().attributes()).hasSize(219);
  }

  @Test
  void shippedRulesAreThereForEveryConnectorBesideOnesOwn() throws Exception {
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(folder.resolve("own/user.yaml"), RULE.replace("memberships", "mail"));
    Configuration configuration =
        load(
            """
            rules: {defaults: directory-to-directory, source: [corp, emea], target: branch, folder: own}
            connectors:
              corp: {type: ldap, settings: {url: x}}
              emea: {type: ldap, settings: {url: y}}
              branch:
                type: ldap
                settings: {url: z}
                parameters: {Target.Users: 'ou=people,o=b', Target.Groups: 'ou=groups,o=b'}
            """);

    assertThat(configuration.ruleSet().rules()).hasSize(1 + 4 + 10);
    assertThat(configuration.connector("branch").orElseThrow().selection().attributes())
        .contains("uid", "member", "mail");
  }

  static List<GoldenFile.Case> mistakes() {
    return GoldenFile.cases("configuration-mistakes.golden");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsPlaceAndTheWayOut(GoldenFile.Case mistake) {
    mistake.writeTo(folder);

    String told;
    try {
      told = lines(Configuration.load(folder.resolve("understudy.yaml"), environment()).warnings());
    } catch (ConfigurationException e) {
      told = lines(e.problems());
    }

    assertThat(told).as(mistake.sentence()).isEqualTo(mistake.expected());
  }

  private String lines(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .collect(Collectors.joining("\n"));
  }

  private Configuration load(String text) throws Exception {
    return Configuration.load(
        Files.writeString(folder.resolve("understudy.yaml"), text), environment());
  }
}
