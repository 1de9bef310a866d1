// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExprCommandTest {
  @TempDir Path folder;

  private String person() throws Exception {
    return Files.writeString(
            folder.resolve("person.json"),
            """
            {"mail": "Ann@Contoso.com", "proxyAddresses": ["SMTP:ann@contoso.com", "smtp:a@x.com"],
             "userAccountControl": 514, "empty": null, "key": {"base64": "AQI="},
             "manager": {"dn": "CN=Boss,DC=x"}}
            """)
        .toString();
  }

  @Test
  void anExpressionIsTriedOnAnObjectOfJson() throws Exception {
    Outcome one = Office.bare("expr", "LCase([mail])", "--object", person()).done();
    assertThat(one.out()).isEqualTo("ann@contoso.com\n");
    assertThat(one.err()).contains("(string)");
    Outcome many = Office.bare("expr", "[proxyAddresses]", "--object", person()).done();
    assertThat(many.out().lines()).hasSize(2);
    JsonNode json =
        Office.bare("expr", "BitAnd([userAccountControl], 2)", "--object", person(), "-ojson")
            .done()
            .json();
    assertThat(json.get("type").stringValue()).isEqualTo("number");
    assertThat(json.get("values").get(0).intValue()).isEqualTo(2);
    Office.bare("expr", "[manager]", "--object", person()).done().says("CN=Boss,DC=x");
  }

  @Test
  void anEntryOfLdifWorksToo() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("person.ldif"),
            "dn: uid=ann,dc=x\nobjectClass: inetOrgPerson\nuid: ann\ncn:: w4RubmE=\n");
    Office.bare("expr", "[cn] & \" \" & [uid]", "--object", file.toString())
        .done()
        .says("Änna ann");
  }

  @Test
  void theLiteralsOfTheLanguageAreExplained() {
    Office.bare("expr", "NULL").done().says("NULL: ");
    Office.bare("expr", "AuthoritativeNull").done().says("AuthoritativeNull: ");
    Office.bare("expr", "IgnoreThisFlow").done().says("IgnoreThisFlow: ");
    Office.bare("expr", "[mail]").done().complains("without a value here: mail");
    Office.bare("expr", "%Domain.FQDN%", "--parameter", "Domain.FQDN=contoso.com")
        .done()
        .says("contoso.com");
  }

  @Test
  void aMistakeIsShownWhereItIs() throws Exception {
    Office.bare("expr", "Lefft([mail], 5)").endedWith(1).complains("Left", "line 1, column 1", "^");
    Office.bare("expr", "IIF(True, 1").endedWith(1).complains("^");
    Office.bare("expr", "CNum([mail])", "--object", person())
        .endedWith(1)
        .complains("fails for this object", "^");
    Office.bare("expr").endedWith(2).complains("EXPRESSION");
  }

  @Test
  void aBrokenObjectIsNamedWithItsPlace() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"mail\": \n nope}");
    Office.bare("expr", "[mail]", "--object", broken.toString())
        .endedWith(1)
        .complains("broken.json:2:");
    Path base64 = Files.writeString(folder.resolve("b.json"), "{\"k\": {\"base64\": \"%\"}}");
    Office.bare("expr", "[k]", "--object", base64.toString())
        .endedWith(1)
        .complains("b.json", "attribute k", "Base64");
    Office.bare("expr", "[mail]", "--object", folder.resolve("nowhere.json").toString())
        .endedWith(1)
        .complains("nowhere.json");
  }
}
