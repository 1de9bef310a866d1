// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Value;
import java.util.List;

/// A difference of one attribute; the same shape is read from directories and written to them.
public sealed interface AttributeChange {

  /// The attribute's name.
  String name();

  /// The attribute has exactly these values now; none means that it is gone.
  record Replace(String name, List<Value> values) implements AttributeChange {
    public Replace {
      values = List.copyOf(values);
    }
  }

  /// These values came and these went; the others stay. Removing a value that is not there and
  /// adding one that is are no errors.
  record Update(String name, List<Value> added, List<Value> removed) implements AttributeChange {
    public Update {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }
}
