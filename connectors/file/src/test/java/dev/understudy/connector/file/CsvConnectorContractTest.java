// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.value.Dn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class CsvConnectorContractTest extends ConnectorContractTest {
  @TempDir private Path folder;

  @Override
  protected Connector open() throws IOException {
    Files.writeString(
        folder.resolve("rows.csv"),
        "id,login,kind,title,mails,members,level,active,photo,unmanaged\n");
    return connector(folder.resolve("rows.csv"));
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(connector(folder.resolve("missing.csv")));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(() -> {
      try {
        Files.writeString(folder.resolve("rows.csv"), "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Override
  protected boolean reportsChanges() {
    return false;
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "user",
        "group",
        Dn::flat,
        "id",
        new ContractNames.Kinds(
            null,
            "title",
            "mails",
            "members",
            new ContractNames.Typed("level", "active", "photo")));
  }

  private static Connector connector(Path file) {
    Map<String, String> settings = new HashMap<>();
    settings.put("file", file.toString());
    settings.put("anchor-column", "id");
    settings.put("dn-column", "login");
    settings.put("type-column", "kind");
    settings.put("object-type", "user group");
    settings.put("multi-valued-attributes", "mails members");
    settings.put("reference-attributes", "members");
    settings.put("number-attributes", "level");
    settings.put("boolean-attributes", "active");
    settings.put("binary-attributes", "photo");
    return new CsvConnectorFactory().create("test", settings);
  }
}
