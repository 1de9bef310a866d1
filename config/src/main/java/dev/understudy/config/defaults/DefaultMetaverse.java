// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.config.problem.Problems;
import dev.understudy.config.schema.MetaverseReader;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlFile;
import dev.understudy.schema.Schema;
import java.util.List;

/// The metaverse schema that is used where configuration does not bring its own: people, groups and
/// devices.
public final class DefaultMetaverse {
  private DefaultMetaverse() {}

  /// The schema.
  public static Schema schema() {
    return Loaded.SCHEMA;
  }

  /// Read at first use, then kept: it is the same for everybody.
  private static final class Loaded {
    private static final Schema SCHEMA = read();

    private static Schema read() {
      Problems problems = new Problems();
      YamlFields fields =
          YamlFields.of(
              YamlFile.parse(Resource.read("metaverse.yaml")), problems, "default metaverse");
      Schema schema = MetaverseReader.extend(Schema.of(List.of(), List.of()), fields);
      problems.throwIfErrors();
      return schema;
    }
  }
}
