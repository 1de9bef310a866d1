// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

/// A sign-in that is refused, in the terms of the login service.
final class LoginException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String error;
  private final int number;

  /// @param number of the message, as in AADSTS7000215
  LoginException(int status, String error, int number, String message) {
    super("AADSTS%d: %s".formatted(number, message));
    this.status = status;
    this.error = error;
    this.number = number;
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  int number() {
    return number;
  }
}
