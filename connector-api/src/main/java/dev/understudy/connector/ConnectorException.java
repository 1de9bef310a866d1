// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// A whole call to a directory failed. What fails for one object is not an exception: see
/// [DiscoveryError] and [ExportOutcome].
///
/// The message names the directory, the thing, and the way out; it never holds a secret.
public final class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  public ConnectorException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ConnectorException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// What kind of failure.
  public ErrorCode code() {
    return code;
  }
}
