// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LdifChangesTest {
  private static final String CHANGES =
      """
      version: 1

      dn: cn=ann,ou=a,dc=x
      changetype: modify
      add: description
      description: two
      description: three
      -
      delete: description
      description: one
      -
      replace: title
      title: Boss
      -
      replace: unknownThing
      unknownThing: x
      -

      dn: cn=bob,ou=a,dc=x
      changetype: delete

      dn: cn=cid,ou=a,dc=x
      changetype: add
      objectClass: user
      entryUUID: 3
      cn: cid

      dn: cn=ann,ou=a,dc=x
      changetype: modrdn
      newrdn: cn=anna
      deleteoldrdn: 1
      newsuperior: ou=b,dc=x
      """;

  @TempDir private Path folder;
  private final CollectingSink sink = new CollectingSink();

  @BeforeEach
  void writeEntries() throws IOException {
    Files.createDirectory(folder.resolve("changes"));
    Files.writeString(
        folder.resolve("entries.ldif"),
        """
        dn: cn=ann,ou=a,dc=x
        objectClass: user
        entryUUID: 1
        cn: ann
        description: one

        dn: cn=bob,ou=a,dc=x
        objectClass: user
        entryUUID: 2
        cn: bob
        """);
  }

  @Test
  void newFilesAreReadOnceInTheOrderOfTheirNames() throws Exception {
    Watermark start = start();
    write("0001.ldif", CHANGES);

    Watermark then = next(readChanges(start));
    assertThat(sink.errors()).isEmpty();
    assertThat(sink.changes()).hasSize(4);
    assertThat(sink.changes().get(0))
        .isEqualTo(
            new ImportedChange.Modified(
                null,
                Dn.of("cn=ann,ou=a,dc=x"),
                null,
                List.of(
                    new AttributeChange.Update(
                        "description",
                        List.of(Value.of("two"), Value.of("three")),
                        List.of(Value.of("one"))),
                    new AttributeChange.Replace("title", List.of(Value.of("Boss"))))));
    assertThat(sink.changes().get(1))
        .isEqualTo(new ImportedChange.Deleted(null, Dn.of("cn=bob,ou=a,dc=x")));
    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactly(Dn.of("cn=cid,ou=a,dc=x"));
    assertThat(sink.changes().get(3))
        .isEqualTo(
            new ImportedChange.Modified(
                null,
                Dn.of("cn=ann,ou=a,dc=x"),
                Dn.of("cn=anna,ou=b,dc=x"),
                List.of(
                    new AttributeChange.Update(
                        "cn", List.of(Value.of("anna")), List.of(Value.of("ann"))))));

    CollectingSink nothing = new CollectingSink();
    assertThat(connector().readChanges(scope(), then, nothing))
        .isEqualTo(new ReadEnd.Complete(then));
    assertThat(nothing.changes()).isEmpty();
  }

  @Test
  void aFullReadSeesTheObjectsAsTheChangesLeftThem() throws Exception {
    write("0001.ldif", CHANGES);
    write(
        "0002.ldif",
        "dn: cn=anna,ou=b,dc=x\nchangetype: modify\nadd: description\ndescription: four\n-\n");

    Watermark watermark = next(connector().readAll(scope(), sink));

    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactlyInAnyOrder(Dn.of("cn=cid,ou=a,dc=x"), Dn.of("cn=anna,ou=b,dc=x"));
    ImportedChange.Present anna =
        sink.present().stream()
            .filter(object -> object.dn().equals(Dn.of("cn=anna,ou=b,dc=x")))
            .findFirst()
            .orElseThrow();
    assertThat(anna.attributes().get("cn")).containsExactly(Value.of("anna"));
    assertThat(anna.attributes().get("description"))
        .containsExactlyInAnyOrder(Value.of("two"), Value.of("three"), Value.of("four"));
    CollectingSink nothing = new CollectingSink();
    connector().readChanges(scope(), watermark, nothing);
    assertThat(nothing.changes()).isEmpty();
  }

  @Test
  void aRenamedContainerMovesWhatIsBelowItInAFullReadAndAsksForOneInAnother() throws Exception {
    Watermark start = start();
    write("0001.ldif", "dn: ou=a,dc=x\nchangetype: modrdn\nnewrdn: ou=staff\ndeleteoldrdn: 1\n");

    assertThat(readChanges(start)).isInstanceOf(ReadEnd.FullReadRequired.class);
    CollectingSink full = new CollectingSink();
    connector().readAll(scope(), full);
    assertThat(full.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactlyInAnyOrder(Dn.of("cn=ann,ou=staff,dc=x"), Dn.of("cn=bob,ou=staff,dc=x"));
  }

  @Test
  void badChangesAreRejectedByFileAndLine() throws Exception {
    Watermark start = start();
    write(
        "0001.ldif",
        """
        dn: cn=a,dc=x
        changetype: explode

        dn: cn=b,dc=x
        changetype: modify
        multiply: title
        title: x
        -

        dn: cn=c,dc=x
        changetype: modrdn

        dn: cn=d,dc=x
        changetype: add
        objectClass: user
        """);

    readChanges(start);

    assertThat(sink.errors())
        .extracting(DiscoveryError::name)
        .containsExactly(
            "invalid-change-type",
            "invalid-modification-type",
            "parse-error",
            "missing-anchor-component");
    assertThat(sink.errors().getFirst().detail()).startsWith("0001.ldif, line 2:");
  }

  @Test
  void severalChangesOfOneAttributeBecomeOne() throws Exception {
    Watermark start = start();
    write(
        "0001.ldif",
        """
        dn: cn=ann,ou=a,dc=x
        changetype: modify
        replace: description
        description: a
        description: b
        -
        delete: description
        description: a
        -
        add: description
        description: c
        -
        add: proxyAddresses
        proxyAddresses: x
        -
        delete: proxyAddresses
        proxyAddresses: x
        -
        """);

    readChanges(start);

    assertThat(((ImportedChange.Modified) sink.changes().getFirst()).changes())
        .containsExactly(
            new AttributeChange.Replace("description", List.of(Value.of("b"), Value.of("c"))),
            new AttributeChange.Update("proxyAddresses", List.of(), List.of(Value.of("x"))));
  }

  private Watermark start() throws InterruptedException {
    return next(connector().readAll(scope(), new CollectingSink()));
  }

  private ReadEnd readChanges(Watermark since) throws InterruptedException {
    return connector().readChanges(scope(), since, sink);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("changes").resolve(name), text);
  }

  private static Watermark next(ReadEnd end) {
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }

  private ChangeSource connector() {
    return (ChangeSource)
        new LdifConnectorFactory()
            .create(
                "test",
                Map.of(
                    "file", folder.resolve("entries.ldif").toString(),
                    "changes", folder.resolve("changes").toString()));
  }

  private static ReadScope scope() {
    return new ReadScope(
        Partition.DEFAULT, Set.of("user"), Set.of("cn", "title", "description", "proxyAddresses"));
  }
}
