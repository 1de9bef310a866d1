// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

/// What to run.
///
/// @param connector on which connector
/// @param profile what
/// @param user who asked for it
/// @param allowEmpty whether a full import may find the directory empty and believe it
public record RunRequest(
    ManagedConnector connector, RunProfile profile, String user, boolean allowEmpty) {

  /// A run that does not believe in empty directories.
  public RunRequest(ManagedConnector connector, RunProfile profile, String user) {
    this(connector, profile, user, false);
  }
}
