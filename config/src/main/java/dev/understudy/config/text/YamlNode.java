// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.Position;
import java.util.List;

/// A part of a YAML file that knows where it stands. Scalars stay texts: what is a number or a
/// boolean follows from where it is used, never from how it looks.
public sealed interface YamlNode {

  /// Where it begins.
  Position position();

  /// What it is, for messages.
  String kind();

  /// A text.
  ///
  /// @param text without quotes, escapes resolved
  /// @param quoted whether it was written in quotes or as a block
  record Scalar(String text, boolean quoted, Position position) implements YamlNode {
    /// Whether nothing is written here.
    public boolean isMissing() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String kind() {
      return isMissing() ? "nothing" : "\"" + text + "\"";
    }
  }

  /// A list.
  record Sequence(List<YamlNode> items, Position position) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys with values, in the order of the file; a key may wrongly be there twice.
  record Mapping(List<Entry> entries, Position position) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "keys with values";
    }
  }

  /// One key with its value.
  record Entry(Scalar key, YamlNode value) {}
}
