// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LdifReadTest {
  @TempDir Path folder;
  private final CollectingSink sink = new CollectingSink();

  private static final String ANN =
      """
      version: 1

      # a comment
       that goes on
      dn: uid=ann,ou=people,dc=example,dc=com
      objectClass: top
      objectClass: inetOrgPerson
      entryUUID: 1
      uid: ann
      cn: Ann\s
       Other
      description:: w4TDlsOc
      description: two
      userAccountControl: 512
      msExchHideFromAddressLists: TRUE
      manager: uid=bob,ou=people,dc=example,dc=com
      userCertificate;binary:: AAEC
      """;

  @Test
  void anEntryIsReadWithTheTypesThatItsAttributesHave() throws Exception {
    ReadEnd end = readAll(ANN, Map.of());

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.errors()).isEmpty();
    ImportedChange.Present ann = sink.present().getFirst();
    assertThat(ann.anchor()).isEqualTo(Anchor.of("1"));
    assertThat(ann.dn()).isEqualTo(Dn.of("UID=ANN, ou=people,dc=example,dc=com"));
    assertThat(ann.objectType()).isEqualTo("inetOrgPerson");
    assertThat(ann.attributes().get("cn")).containsExactly(Value.of("Ann Other"));
    assertThat(ann.attributes().get("description"))
        .containsExactly(Value.of("ÄÖÜ"), Value.of("two"));
    assertThat(ann.attributes().get("userAccountControl")).containsExactly(Value.of(512));
    assertThat(ann.attributes().get("msExchHideFromAddressLists")).containsExactly(Value.of(true));
    assertThat(ann.attributes().get("manager"))
        .containsExactly(Value.of(Dn.of("uid=bob,ou=people,dc=example,dc=com")));
    assertThat(ann.attributes().get("userCertificate"))
        .containsExactly(Value.of(new byte[] {0, 1, 2}));
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkChangeNothing() throws Exception {
    readAll("\uFEFF" + ANN.replace("\n", "\r\n"), Map.of());

    assertThat(sink.errors()).isEmpty();
    assertThat(sink.present().getFirst().attributes().get("cn"))
        .containsExactly(Value.of("Ann Other"));
  }

  @Test
  void aBadLineCostsItsEntryAloneAndIsNamedByNumber() throws Exception {
    readAll(
        """
        dn: uid=a,dc=x
        objectClass: user
        entryUUID: 1
        description:: !!!!

        dn: uid=b,dc=x
        objectClass: user
        entryUUID: 2
        no colon here

        dn: uid=c,dc=x
        objectClass: user
        entryUUID: 3
        """,
        Map.of());

    assertThat(sink.present()).hasSize(1);
    assertThat(sink.errors())
        .extracting(DiscoveryError::name)
        .containsExactly("invalid-base64-value", "parse-error");
    assertThat(sink.errors().get(0).detail()).startsWith("line 4:");
    assertThat(sink.errors().get(0).dn()).isEqualTo("uid=a,dc=x");
    assertThat(sink.errors().get(1).detail()).startsWith("line 9:").contains("no colon here");
  }

  @Test
  void aBrokenLineIsToldBeforeTheClassThatMayHaveStoodThere() throws Exception {
    readAll(
        """
        dn: uid=a,dc=x
        objectClass user
        entryUUID: 1
        """,
        Map.of());

    assertThat(sink.errors()).extracting(DiscoveryError::name).containsExactly("parse-error");
    assertThat(sink.errors().getFirst().detail())
        .startsWith("line 2:")
        .contains("objectClass user");
  }

  @Test
  void invalidUtf8IsAnErrorAndNeverAReplacementCharacter() throws Exception {
    byte[] text =
        """
        dn: uid=a,dc=x
        objectClass: user
        entryUUID: 1
        cn: Müller

        dn: uid=b,dc=x
        objectClass: user
        entryUUID: 2
        cn:: 77+9
        """
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file(), text);
    read(connector(Map.of()));

    assertThat(sink.errors()).hasSize(1);
    assertThat(sink.errors().getFirst().detail()).contains("line 4", "cn", "UTF-8");
    assertThat(sink.present().getFirst().attributes().get("cn"))
        .containsExactly(Value.of("\uFFFD"));
  }

  @Test
  void whatIsMissingOrMalformedIsNamed() throws Exception {
    readAll(
        """
        dn: no dn at all
        objectClass: user
        entryUUID: 1

        dn: uid=b,dc=x
        entryUUID: 2

        dn: uid=c,dc=x
        objectClass: user

        dn: uid=d,dc=x
        objectClass: user
        entryUUID: 4
        userAccountControl: many

        dn: uid=e,dc=x
        objectClass: user
        entryUUID: 5
        manager: nobody

        objectClass: user
        """,
        Map.of());

    assertThat(sink.present()).isEmpty();
    assertThat(sink.errors())
        .extracting(DiscoveryError::name)
        .containsExactly(
            "dn-not-ldap-conformant",
            "missing-object-class",
            "missing-anchor-component",
            "invalid-numeric-value",
            "reference-value-not-ldap-conformant",
            "missing-dn");
  }

  @Test
  void theMostSpecificClassInListedOrderMakesTheType() throws Exception {
    readAll(
        """
        dn: cn=pc,dc=x
        objectClass: top
        objectClass: user
        objectClass: computer
        objectGUID:: AAECAwQFBgcICQoLDA0ODw==

        dn: cn=other,dc=x
        objectClass: printQueue
        objectGUID:: AAECAwQFBgcICQoLDA0ODg==
        """,
        Map.of("anchor-attribute", "objectGUID", "types", "device=computer person=user"));

    assertThat(sink.errors()).isEmpty();
    assertThat(sink.present()).hasSize(1);
    assertThat(sink.present().getFirst().objectType()).isEqualTo("device");
    assertThat(sink.present().getFirst().anchor().bytes()).hasSize(16);
  }

  @Test
  void configurationKnowsTypesBetter() throws Exception {
    LdifConnector connector =
        connector(Map.of("number-attributes", "uid", "anchor-attribute", "dn"));
    Files.writeString(file(), "dn: uid=7,dc=x\nobjectClass: user\nuid: 7\nnovel: 1\nnovel: 2\n");
    read(connector);

    assertThat(sink.present().getFirst().attributes().get("uid")).containsExactly(Value.of(7));
    assertThat(connector.schema().attribute("novel").orElseThrow().multiValued()).isTrue();
    assertThat(sink.present().getFirst().anchor()).isEqualTo(Anchor.of("uid=7,dc=x"));
  }

  @Test
  void recordsAndLinesMayBeLongerThanTheBuffer() throws Exception {
    StringBuilder text = new StringBuilder("dn: cn=g,dc=x\nobjectClass: group\nentryUUID: g\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("member: uid=user").append(i).append(",ou=people,\n dc=x\n");
    }
    text.append("info: ").append("x".repeat(200_000)).append("\n\n");
    text.append("dn: cn=h,dc=x\nobjectClass: group\nentryUUID: h");
    readAll(text.toString(), Map.of());

    assertThat(sink.errors()).isEmpty();
    assertThat(sink.present()).hasSize(2);
    assertThat(sink.present().getFirst().attributes().get("member"))
        .hasSize(20_000)
        .contains(Value.of(Dn.of("uid=user19999,ou=people,dc=x")));
  }

  @Test
  void anUnchangedFileHasNoChangesAndAChangedOneNeedsAFullRead() throws Exception {
    Files.writeString(file(), ANN);
    ChangeSource connector = connector(Map.of());
    ReadEnd.Complete complete = (ReadEnd.Complete) read(connector);
    Watermark watermark = java.util.Objects.requireNonNull(complete.next());

    assertThat(connector.readChanges(scope(connector), watermark, sink)).isEqualTo(complete);
    Files.writeString(file(), ANN + "\n");
    assertThat(connector.readChanges(scope(connector), watermark, sink))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(connector.readChanges(scope(connector), new Watermark("??"), sink))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
  }

  @Test
  void aMissingFileIsNamedAndIsEmptyOnlyWhenConfigurationSaysSo() throws Exception {
    assertThat(connector(Map.of()).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> assertThat(answer.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
    assertThatThrownBy(() -> read(connector(Map.of())))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("create-missing");
    assertThat(read(connector(Map.of("create-missing", "true"))))
        .isInstanceOf(ReadEnd.Complete.class);
  }

  private ReadEnd readAll(String text, Map<String, String> settings) throws Exception {
    Files.writeString(file(), text);
    return read(connector(settings));
  }

  private ReadEnd read(ChangeSource connector) throws InterruptedException {
    return connector.readAll(scope(connector), sink);
  }

  private LdifConnector connector(Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("file", file().toString());
    return (LdifConnector) new LdifConnectorFactory().create("test", settings);
  }

  private Path file() {
    return folder.resolve("entries.ldif");
  }

  private static ReadScope scope(ChangeSource connector) {
    Schema schema = connector.schema();
    return new ReadScope(Partition.DEFAULT, schema.types().keySet(), schema.attributes().keySet());
  }
}
