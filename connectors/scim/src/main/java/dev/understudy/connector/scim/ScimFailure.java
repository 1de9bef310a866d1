// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;

/// Says what a status means: for a whole call, and for one object. The only place that does.
final class ScimFailure {
  private ScimFailure() {}

  /// The exception for an answer that ends the whole call.
  static ConnectorException ofCall(ScimSettings settings, String doing, Answer answer) {
    ErrorCode code = code(answer.status());
    return failure(settings, code, "%s: %s%s".formatted(doing, answer.said(), advice(code)));
  }

  /// The exception for a request that was not answered.
  static ConnectorException ofCall(ScimSettings settings, URI where, IOException e) {
    String host = where.getScheme() + "://" + where.getAuthority();
    boolean tls = e instanceof SSLException || e.getCause() instanceof SSLException;
    String advice =
        tls
            ? "; check \"ca-file\", and that \"url\" has the name in the server's certificate"
            : e instanceof HttpTimeoutException
                ? "; check that the service runs, or raise \"call-timeout\""
                : "; check \"url\" and that the service runs";
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ConnectorException(
        ErrorCode.CONNECTIVITY,
        "connector %s: no answer from %s: %s%s".formatted(settings.name(), host, said, advice),
        e);
  }

  /// An exception with words of ours.
  static ConnectorException failure(ScimSettings settings, ErrorCode code, String words) {
    return new ConnectorException(code, "connector %s: %s".formatted(settings.name(), words));
  }

  /// What a refused write of one object means.
  static ExportOutcome ofObject(Answer answer) {
    String detail = answer.said();
    return switch (answer.status()) {
      case 404, 410 -> new ExportOutcome.Missing(detail);
      case 409 -> new ExportOutcome.Exists(detail);
      case 408, 412, 425, 429 -> new ExportOutcome.Busy(detail);
      default ->
          answer.isBusy()
              ? new ExportOutcome.Busy(detail)
              : new ExportOutcome.Rejected(error(answer), detail);
    };
  }

  private static String error(Answer answer) {
    return switch (answer.scimType()) {
      case "uniqueness" -> "constraint-violation";
      case "mutability" -> "readonly-attribute";
      case "invalidSyntax" -> "syntax-violation";
      case "invalidValue", "sensitive" -> "invalid-attribute-value";
      case "invalidPath", "noTarget" -> "unexpected-provisioning-attribute";
      default ->
          switch (answer.status()) {
            case 401, 403 -> "permission-issue";
            case 413 -> "invalid-attribute-value";
            default -> "cd-error";
          };
    };
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 401 -> ErrorCode.CREDENTIALS;
      case 403 -> ErrorCode.PERMISSION;
      case 404, 405 -> ErrorCode.CONFIGURATION;
      case 429, 502, 503, 504 -> ErrorCode.SERVER_DOWN;
      default -> status >= 300 && status < 400 ? ErrorCode.CONFIGURATION : ErrorCode.DIRECTORY;
    };
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case CREDENTIALS -> "; check \"token\", or \"user\" and \"password\", or \"client-id\"";
      case CONFIGURATION -> "; check \"url\"";
      case PERMISSION -> "; the account may not do that";
      default -> "";
    };
  }
}
