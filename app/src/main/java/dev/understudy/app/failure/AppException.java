// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.failure;

/// A command cannot do what was asked. The message says why, and the way out.
public final class AppException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ExitCode code;

  public AppException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  public AppException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// Something asked for is not there or does not work.
  public static AppException failed(String message) {
    return new AppException(ExitCode.FAILED, message);
  }

  /// The command line asks for something that cannot be.
  public static AppException usage(String message) {
    return new AppException(ExitCode.USAGE, message);
  }

  public ExitCode code() {
    return code;
  }
}
