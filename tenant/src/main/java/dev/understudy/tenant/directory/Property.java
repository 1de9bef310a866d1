// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.util.Set;

/// A property of a type of objects.
///
/// @param name as Graph spells it
/// @param kind what its value is
/// @param flags what is special about it
/// @param max the most characters of a text, or values of `businessPhones`; 0 when unlimited
public record Property(String name, Kind kind, Set<Flag> flags, int max) {
  public Property {
    flags = Set.copyOf(flags);
  }

  /// What a value is.
  public enum Kind {
    TEXT,
    TEXTS,
    FLAG,
    NUMBER,
    TIME,
    OBJECT,
    OBJECTS;

    /// Whether the value is a list.
    public boolean many() {
      return this == TEXTS || this == OBJECTS;
    }
  }

  /// What is special about a property; the file `properties.txt` explains each.
  public enum Flag {
    READ,
    WRITE,
    ONCE,
    SHOWN,
    NEED,
    KEY,
    UNIQUE,
    EXACT,
    SECRET
  }

  public boolean is(Flag flag) {
    return flags.contains(flag);
  }
}
