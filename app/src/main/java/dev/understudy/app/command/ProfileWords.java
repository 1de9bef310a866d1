// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.engine.run.RunProfile;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The names of run profiles: `full-import`, `delta-sync`, `Full Import`, `Delta Synchronization`.
final class ProfileWords implements ITypeConverter<RunProfile> {

  @Override
  public RunProfile convert(String text) {
    String title =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[-_ ]+", " ")
            .replaceAll("\\bsync\\b", "synchronization")
            .strip();
    return RunProfile.byTitle(title)
        .orElseThrow(() ->
            new TypeConversionException(
                "\"%s\" is no run profile; there are full-import, delta-import, full-sync, delta-sync, export"
                    .formatted(text)));
  }
}
