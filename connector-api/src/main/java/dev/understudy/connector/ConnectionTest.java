// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// The answer of [Connector#test()].
public sealed interface ConnectionTest {

  /// The directory answered.
  ///
  /// @param detail what it said of itself, one line for people
  record Reachable(String detail) implements ConnectionTest {}

  /// It did not.
  ///
  /// @param code what kind of failure
  /// @param detail what failed and what to do, one line for people
  record Unreachable(ErrorCode code, String detail) implements ConnectionTest {}
}
