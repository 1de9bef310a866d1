// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.FullSource;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.Requirement;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWriteTest {
  @TempDir Path folder;

  @Test
  void whatIsNotManagedStaysInAnLdifFile() throws Exception {
    Path file = folder.resolve("entries.ldif");
    Files.writeString(
        file,
        """
        version: 1

        dn: cn=ann,dc=x
        objectClass: user
        entryUUID: 1
        title: old
        unknownThing: kept
        userCertificate;binary:: AAEC

        dn: cn=broken,dc=x
        no colon here

        dn: cn=bob,dc=x
        objectClass: somethingElse
        description:: w4Q=
        """);
    ExportTarget connector = ldif(file);

    assertThat(connector.export(List.of(retitle("1", "cn=ann,dc=x"))))
        .containsExactly(ExportOutcome.Accepted.PLAIN);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            dn: cn=ann,dc=x
            objectClass: user
            entryUUID: 1
            title: new
            unknownThing: kept
            userCertificate;binary:: AAEC

            dn: cn=broken,dc=x
            no colon here

            dn: cn=bob,dc=x
            objectClass: somethingElse
            description:: w4Q=

            """);
  }

  @Test
  void columnsThatAreNotManagedAndTheLineEndsStayInACsvFile() throws Exception {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "\uFEFFid,title,note\r\n1,old,\"a, b\"\r\n2,x,\r\n");

    csv(file).export(List.of(retitle("1", "1")));

    assertThat(Files.readString(file))
        .isEqualTo("\uFEFFid,title,note\r\n1,new,\"a, b\"\r\n2,x,\r\n");
  }

  @Test
  void aChangeThatChangesNothingDoesNotTouchTheFile() throws Exception {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "id,title\n1,old\n");
    FileIdentity before = FileIdentity.of(file);

    csv(file).export(List.of(new ObjectDelta.Delete(Anchor.of("9"), Dn.flat("9"), "person")));

    assertThat(FileIdentity.of(file)).isEqualTo(before);
  }

  @Test
  void permissionsAndASymbolicLinkStay() throws Exception {
    Path file = Files.writeString(folder.resolve("rows.csv"), "id,title\n1,old\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);

    csv(link).export(List.of(retitle("1", "1")));

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).contains("1,new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aFileThatSomebodyElseChangedSinceItWasReadIsNotWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("rows.csv"), "id,title\n1,old\n");
    ExportTarget connector = csv(file);
    ((FullSource) connector)
        .readAll(
            new ReadScope(Partition.DEFAULT, Set.of("person"), Set.of()), new CollectingSink());
    Files.writeString(file, "id,title\n1,other\n2,two\n");

    assertThatThrownBy(() -> connector.export(List.of(retitle("1", "1"))))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("somebody else");
    assertThat(Files.readString(file)).contains("1,other");
  }

  @Test
  void aFileThatChangesWhileItIsWrittenAnewIsNotReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("rows.csv"), "id,title\n1,old\n");
    AtomicFile atomic = new AtomicFile(new FileSettings("test", file, false));

    assertThatThrownBy(() ->
            atomic.replace(
                FileIdentity.of(file),
                out -> {
                  Files.writeString(file, "someone else was here\n");
                  out.write(1);
                }))
        .isInstanceOf(ConnectorException.class);
    assertThat(Files.readString(file)).isEqualTo("someone else was here\n");
  }

  @Test
  void unreadableBytesAreNotWrittenOver() throws Exception {
    Path file = folder.resolve("rows.csv");
    byte[] before = "id,title\n1,M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, before);

    assertThatThrownBy(() -> csv(file).export(List.of(retitle("1", "1"))))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARSE))
        .hasMessageContaining("line 2");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFullDiskLeavesTheOldFileAndSaysSo() throws Exception {
    Path disk = smallDisk();
    try {
      Path file = Files.writeString(disk.resolve("entries.ldif"), "");
      ExportTarget connector = ldif(file);
      List<ObjectDelta> batch = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        batch.add(
            new ObjectDelta.Add(
                Dn.of("cn=u" + i + ",dc=x"),
                "user",
                Attributes.builder().add("info", "x".repeat(1_000)).build()));
      }
      String before = Files.readString(file);

      assertThatThrownBy(() -> connector.export(batch))
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
          .hasMessageContaining("make room");
      assertThat(Files.readString(file)).isEqualTo(before);
      try (var files = Files.list(disk)) {
        assertThat(files).containsExactly(file);
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  /// A file system of one megabyte; needs root on Linux.
  private Path smallDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
      throw Requirement.missing("a small file system", "run as root on Linux");
    }
    return disk;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static ObjectDelta retitle(String anchor, String dn) {
    return new ObjectDelta.Modify(
        Anchor.of(anchor),
        dn.contains("=") ? Dn.of(dn) : Dn.flat(dn),
        null,
        dn.contains("=") ? "user" : "person",
        List.of(new AttributeChange.Replace("title", List.of(Value.of("new")))));
  }

  private static ExportTarget ldif(Path file) {
    return (ExportTarget)
        new LdifConnectorFactory().create("test", Map.of("file", file.toString()));
  }

  private static ExportTarget csv(Path file) {
    return (ExportTarget)
        new CsvConnectorFactory()
            .create("test", Map.of("file", file.toString(), "anchor-column", "id"));
  }
}
