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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class LdifConnectorContractTest extends ConnectorContractTest {
  @TempDir private Path folder;

  @Override
  protected Connector open() {
    return connector(folder.resolve("entries.ldif"), "true");
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(connector(folder.resolve("missing.ldif"), "false"));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(() -> {
      try {
        Files.writeString(folder.resolve("entries.ldif"), "\n\n", StandardOpenOption.APPEND);
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
        name -> Dn.of("cn=" + Dn.escapeRdnValue(name) + ",dc=example,dc=com"),
        "cn",
        new ContractNames.Kinds(
            null,
            "title",
            "description",
            "member",
            new ContractNames.Typed(
                "userAccountControl", "msExchHideFromAddressLists", "thumbnailPhoto")));
  }

  private static Connector connector(Path file, String createMissing) {
    return new LdifConnectorFactory()
        .create("test", Map.of("file", file.toString(), "create-missing", createMissing));
  }
}
