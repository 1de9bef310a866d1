// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// Why a whole call to a directory failed, and the result that the run step gets for it
/// (`spec/operations.md` §2.5).
public enum ErrorCode {
  /// No connection could be made, or it broke and could not be made again.
  CONNECTIVITY("stopped-connectivity", "no-start-connection"),
  /// The directory said that it is shutting down or unable to serve.
  SERVER_DOWN("stopped-server-down", "no-start-server"),
  /// Name and password, certificate or token were refused.
  CREDENTIALS("stopped-bad-server-credentials", "no-start-credentials"),
  /// The account may not do what was asked.
  PERMISSION("stopped-connectivity", "no-start-credentials"),
  /// The connector's configuration does not fit the directory: a base DN that is not there.
  CONFIGURATION("stopped-bad-ma-configuration", "no-start-bad-ma-configuration"),
  /// The configured partition is not there.
  PARTITION("stopped-bad-ma-configuration", "no-start-partition-not-configured"),
  /// A file is missing.
  FILE_NOT_FOUND("stopped-file-error", "no-start-file-not-found"),
  /// A file may not be read or written.
  FILE_ACCESS("stopped-file-error", "no-start-file-access-denied"),
  /// The header of a file does not have the configured columns.
  FILE_HEADER("stopped-parsing-errors", "no-start-header-row-mismatch"),
  /// What was read is no such file or answer from some point on; the message says where.
  PARSE("stopped-parsing-errors", "stopped-parsing-errors"),
  /// No space is left to write.
  DISK_FULL("stopped-disk-full", "stopped-disk-full"),
  /// A batch to be written is larger than the directory takes, and nothing of it was written. It is
  /// sent again in smaller ones.
  TOO_LARGE("stopped-server", "stopped-server"),
  /// The run was asked to stop.
  STOPPED("stopped-user-termination-from-wmi-or-ui", "stopped-user-termination-from-wmi-or-ui"),
  /// Anything else the directory said.
  DIRECTORY("stopped-server", "stopped-server");

  private final String resultWhenRunning;
  private final String resultWhenStarting;

  ErrorCode(String resultWhenRunning, String resultWhenStarting) {
    this.resultWhenRunning = resultWhenRunning;
    this.resultWhenStarting = resultWhenStarting;
  }

  /// The step result when objects had already been read or written.
  public String resultWhenRunning() {
    return resultWhenRunning;
  }

  /// The step result when nothing had been read or written yet.
  public String resultWhenStarting() {
    return resultWhenStarting;
  }
}
