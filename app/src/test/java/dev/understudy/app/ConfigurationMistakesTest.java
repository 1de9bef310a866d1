// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationMistakesTest {
  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() throws Exception {
    office = Office.in(folder);
  }

  @Test
  void aMissingConfigurationIsNamedWithTheWayToOne() {
    Office.bare("history", "--config", folder.resolve("nowhere.yaml").toString())
        .endedWith(1)
        .complains("nowhere.yaml", "--config", "demo --once");
  }

  @Test
  void anUnknownKeyIsAnErrorWithItsPlaceAndWhatWasMeant() {
    office.edit("understudy.yaml", "connectors:", "conectors:");
    office
        .run("cycle", "start", "delta")
        .endedWith(1)
        .complains("understudy.yaml:4:1", "conectors", "did you mean connectors?", "  ^");
  }

  @Test
  void brokenYamlIsShownWhereItBreaks() {
    office.edit("understudy.yaml", "rules: rules", "rules: [rules");
    Outcome outcome = office.run("pending").endedWith(1);
    assertThat(outcome.err()).containsPattern("understudy\\.yaml:\\d+:\\d+: ");
    assertThat(outcome.err()).contains("^").doesNotContain("Exception");
  }

  @Test
  void allMistakesOfAllFilesAreShownAtOnce() {
    office.edit("understudy.yaml", "type: csv", "type: cvs");
    office.edit("understudy.yaml", "create-missing", "create-mising");
    office.edit("rules/hr-person.yaml", "link-type: Join", "link-type: Joyn");
    office.edit("rules/cloud-person.yaml", "source: mail", "sorce: mail");
    Outcome outcome =
        office
            .run("cycle", "start", "delta")
            .endedWith(1)
            .complains(
                "did you mean csv?",
                "did you mean create-missing?",
                "hr-person.yaml",
                "did you mean Join?",
                "cloud-person.yaml",
                "did you mean source?");
    assertThat(outcome.out()).isEmpty();
    assertThat(folder.resolve("understudy.db")).doesNotExist();
  }

  @Test
  void rulesCheckWithoutAPathChecksTheConfiguration() {
    office.run("rules", "check").done().says("5 rules", "0 errors");
    office.edit("understudy.yaml", "store:", "stoer:");
    office.run("rules", "check").endedWith(1).says("did you mean store?", "1 error");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    office.edit("understudy.yaml", "${folder}/hr.csv", "${env:HR_FILE}");
    office.run("pending").endedWith(1).complains("HR_FILE", "is not set");
    office.variable("HR_FILE", office.file("hr.csv").toString());
    office.run("run", "hr", "full-import").done();
  }

  @Test
  void aSecretIsNeverShown() {
    office.variable("CORP_PASSWORD", "hunter2-secret");
    office.write(
        "understudy.yaml",
        """
        rules: rules
        connectors:
          corp:
            type: ldap
            settings:
              url: ldap://127.0.0.1:1
              start-tls: true
              bind-dn: cn=admin,dc=contoso,dc=com
              password: ${env:CORP_PASSWORD}
              base: dc=contoso,dc=com
              call-timeout: 2s
          hr: {type: csv, settings: {file: '${folder}/hr.csv', anchor-column: employee}}
          cloud: {type: ldif, settings: {file: '${folder}/cloud.ldif', create-missing: true}}
        """);
    for (String[] command :
        new String[][] {
          {"connectors", "test", "-o", "json"},
          {"connectors", "test", "--debug"},
          {"run", "corp", "full-import", "--debug"},
          {"rules", "check"},
          {"history"}
        }) {
      Outcome outcome = office.run(command);
      assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2");
    }
  }
}
