// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvReadTest {
  @TempDir Path folder;
  private final CollectingSink sink = new CollectingSink();

  @Test
  void aRowIsAnObjectAndAnEmptyCellNoValue() throws Exception {
    ReadEnd end =
        readAll(
            """
            id,First Name,phones,boss,active,note
            7,"Ann ""A"", jr",1|2||3,8,true,
            8,Bob,,,false,"two
            lines"
            """,
            Map.of(
                "columns", "id=employeeID\nFirst Name=givenName\nboss=manager",
                "multi-valued-attributes", "phones",
                "reference-attributes", "manager",
                "number-attributes", "employeeID",
                "boolean-attributes", "active"));

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.errors()).isEmpty();
    var ann = sink.present().getFirst();
    assertThat(ann.anchor()).isEqualTo(Anchor.of("7"));
    assertThat(ann.dn()).isEqualTo(Dn.flat("7"));
    assertThat(ann.objectType()).isEqualTo("person");
    assertThat(ann.attributes().get("employeeID")).containsExactly(Value.of(7));
    assertThat(ann.attributes().get("givenName")).containsExactly(Value.of("Ann \"A\", jr"));
    assertThat(ann.attributes().get("phones")).containsExactly(Value.of("1"), Value.of("2|3"));
    assertThat(ann.attributes().get("manager")).containsExactly(Value.of(Dn.flat("8")));
    assertThat(ann.attributes().get("active")).containsExactly(Value.of(true));
    assertThat(ann.attributes().names()).doesNotContain("note");
    assertThat(sink.present().get(1).attributes().get("note"))
        .containsExactly(Value.of("two\nlines"));
  }

  @Test
  void aBrokenQuoteEndsTheReadAndNamesTheLine() throws Exception {
    String text = "id,name\n1,Ann\n2,\"Bob\n3,Cid\n";

    assertThatThrownBy(() -> readAll(text, Map.of()))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARSE))
        .hasMessageContaining("3")
        .hasMessageContaining("quote");
    assertThatThrownBy(() -> readAll("id,name\n1,\"Ann\"x\n", Map.of()))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void aHeaderThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> readAll("id,id\n", Map.of()))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_HEADER))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> readAll("key,name\n", Map.of())).hasMessageContaining("[id]");
    assertThatThrownBy(() -> readAll("", Map.of())).hasMessageContaining("header row");
    assertThatThrownBy(() -> readAll("id;name\n", Map.of("columns", "name=cn")))
        .hasMessageContaining("delimiter");
  }

  @Test
  void badRowsAreRejectedOneByOne() throws Exception {
    readAll("id,n\n1\n2,3,4\n,5\n6,many\n7,7\n", Map.of("number-attributes", "n"));

    assertThat(sink.present()).hasSize(1);
    assertThat(sink.errors())
        .extracting(DiscoveryError::name)
        .containsExactly(
            "parse-error", "parse-error", "missing-anchor-component", "invalid-numeric-value");
    assertThat(sink.errors().get(1).detail()).startsWith("line 3:");
  }

  @Test
  void invalidUtf8IsAnErrorOfItsRowAndAnotherCharsetCanBeChosen() throws Exception {
    byte[] text = "id,name\n1,Müller\n2,Bob\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file(), text);
    read(connector(Map.of()));

    assertThat(sink.errors()).hasSize(1);
    assertThat(sink.errors().getFirst().detail()).contains("line 2", "name", "UTF-8");
    assertThat(sink.present()).hasSize(1);

    read(connector(Map.of("charset", "ISO-8859-1")));
    assertThat(sink.present().get(1).attributes().get("name")).containsExactly(Value.of("Müller"));
  }

  @Test
  void typesMayStandInAColumnAndNamesMayBeATree() throws Exception {
    readAll(
        "\uFEFFkind;id;dn\nuser;1;cn=a,dc=x\ngroup;2;cn=b,dc=x\n",
        Map.of(
            "delimiter", ";",
            "type-column", "kind",
            "object-type", "user group",
            "dn-column", "dn",
            "dn-format", "ldap"));

    assertThat(sink.errors()).isEmpty();
    assertThat(sink.present().get(1).objectType()).isEqualTo("group");
    assertThat(sink.present().get(1).dn()).isEqualTo(Dn.of("CN=b,DC=x"));
  }

  @Test
  void anUnchangedFileHasNoChangesAndAChangedOneNeedsAFullRead() throws Exception {
    ChangeSource connector = connector(Map.of());
    Files.writeString(file(), "id\n1\n");
    ReadEnd.Complete complete = (ReadEnd.Complete) read(connector);
    Watermark watermark = Objects.requireNonNull(complete.next());

    assertThat(connector.readChanges(scope(connector), watermark, sink)).isEqualTo(complete);
    Files.writeString(file(), "id\n1\n2\n");
    assertThat(connector.readChanges(scope(connector), watermark, sink))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
  }

  @Test
  void settingsThatCannotWorkAreRefusedWithAReason() {
    assertThatThrownBy(() -> connector(Map.of("delimiter", "ab"))).hasMessageContaining("tab");
    assertThatThrownBy(() -> connector(Map.of("charset", "klingon"))).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> connector(Map.of("dn-format", "x"))).hasMessageContaining("flat");
    assertThatThrownBy(() -> connector(Map.of("object-type", "a b")))
        .hasMessageContaining("type-column");
  }

  private ReadEnd readAll(String text, Map<String, String> settings) throws Exception {
    Files.writeString(file(), text);
    return read(connector(settings));
  }

  private ReadEnd read(ChangeSource connector) throws InterruptedException {
    return connector.readAll(scope(connector), sink);
  }

  private ChangeSource connector(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("file", file().toString());
    settings.put("anchor-column", "id");
    return (ChangeSource) new CsvConnectorFactory().create("test", settings);
  }

  private Path file() {
    return folder.resolve("rows.csv");
  }

  private static ReadScope scope(ChangeSource connector) {
    var schema = connector.schema();
    return new ReadScope(Partition.DEFAULT, schema.types().keySet(), schema.attributes().keySet());
  }
}
