// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.testkit.InMemoryDirectory;
import dev.understudy.testkit.StoredObject;
import dev.understudy.testkit.company.LdifFile;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The files of the demo: its configuration, and in the end the directory that was in memory, for
/// whoever wants to go on.
final class DemoFiles {
  static final String CORP = "corp";
  static final String CLOUD = "cloud";

  /// The directory in memory gives its objects numbers; in the file they are in this attribute.
  private static final String ANCHOR = "uSNCreated";

  private static final int LINE_CHARACTERS_MAX = 96;

  private final Path folder;

  DemoFiles(Path folder) {
    this.folder = folder;
  }

  Path configuration() {
    return folder.resolve("understudy.yaml");
  }

  /// The configuration while the directory is in memory.
  void writeForMemory() throws IOException {
    write("    type: memory\n");
  }

  /// The configuration for going on, and the directory as a file with the anchors it had in memory.
  void writeForFile(InMemoryDirectory directory) throws IOException {
    try (LdifFile file = new LdifFile(folder.resolve("corp.ldif"))) {
      for (StoredObject object : directory.objects()) {
        file.record(record(object));
      }
    }
    write(
        """
            type: ldif
            settings:
              file: ${folder}/corp.ldif
              anchor-attribute: %s
              single-valued-attributes: >-
        %s\
        """
            .formatted(ANCHOR, wrapped(singleValued())));
  }

  private static Set<String> singleValued() {
    return CorpSchema.SCHEMA.attributes().values().stream()
        .filter(attribute -> !attribute.multiValued())
        .map(attribute -> attribute.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> record(StoredObject object) {
    List<String> lines = new ArrayList<>();
    lines.add(LdifFile.text("dn", object.dn().text()));
    lines.add(LdifFile.text(ANCHOR, object.anchor().toString()));
    object
        .attributes()
        .map()
        .forEach((name, values) -> values.forEach(value -> lines.add(line(name, value))));
    return lines;
  }

  private static String line(String name, Value value) {
    return value instanceof Value.Binary(byte[] bytes)
        ? name + ":: " + Base64.getEncoder().encodeToString(bytes)
        : LdifFile.text(name, value.toString());
  }

  private void write(String corp) throws IOException {
    StringBuilder text = new StringBuilder(4_000);
    text.append(
        """
        # The configuration of the demo: one directory, one cloud, the shipped rules between them.
        store:
          url: sqlite:understudy.db
        rules:
          defaults: ad-to-cloud
          ad: corp
          cloud: cloud
        connectors:
          corp:
        """);
    text.append(corp);
    text.append(
        """
            parameters:
              Domain.FQDN: contoso.com
              Domain.Netbios: CONTOSO
              Forest.FQDN: contoso.com
              Forest.Netbios: CONTOSO
          cloud:
            type: ldif
            settings:
              file: ${folder}/cloud.ldif
              create-missing: true
        """);
    CloudAttributes.settings()
        .forEach((setting, names) ->
            text.append("      ").append(setting).append(": >-\n").append(wrapped(names)));
    Files.writeString(configuration(), text);
  }

  private static String wrapped(Set<String> names) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder("       ");
    for (String name : names) {
      if (line.length() + name.length() > LINE_CHARACTERS_MAX) {
        text.append(line).append('\n');
        line.setLength(7);
      }
      line.append(' ').append(name);
    }
    return text.append(line).append('\n').toString();
  }
}
