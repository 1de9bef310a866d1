// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, from its jar.
final class Version implements IVersionProvider {

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "understudy " + text(),
      "Java %s (%s), %s %s"
          .formatted(
              System.getProperty("java.version"),
              System.getProperty("java.vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
