// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.util.Optional;

/// Small numbers for the names that repeat: attributes, object types, rules, connectors,
/// partitions. A name keeps its number for the life of the store. All of it is kept in memory; safe
/// for several threads.
public interface Dictionary {

  /// The number of `name`, from 1; a new name is given the next number, durably.
  int number(String name);

  /// The number of `name` if it has one.
  Optional<Integer> find(String name);

  /// The name of that number.
  ///
  /// @throws IllegalArgumentException when no name has it
  String name(int number);

  /// How many names have a number: the numbers are 1 to this.
  int size();
}
