// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;

/// What a refusal of Graph means: the one place that knows.
final class GraphFailure {
  private GraphFailure() {}

  /// A call as a whole failed.
  static ConnectorException ofCall(String doing, Reply reply) {
    ErrorCode code =
        switch (reply.status()) {
          case 0, 408, 502, 504 -> ErrorCode.CONNECTIVITY;
          case 401 -> ErrorCode.CREDENTIALS;
          case 403 -> ErrorCode.PERMISSION;
          case 429, 500, 503, 509 -> ErrorCode.SERVER_DOWN;
          default -> ErrorCode.DIRECTORY;
        };
    String wayOut =
        reply.status() == 403 ? "; grant the application the permissions of docs/entra.md" : "";
    return new ConnectorException(code, "%s failed: %s%s".formatted(doing, reply.text(), wayOut));
  }

  /// A write to one object failed.
  static ExportOutcome ofWrite(Reply reply) {
    String text = reply.text();
    if (reply.passing()) {
      return new ExportOutcome.Busy(text);
    }
    return switch (reply.status()) {
      case 403 ->
          new ExportOutcome.Rejected(
              "permission-issue",
              text + "; the application lacks a permission, or the object holds an admin role");
      case 404, 410 -> new ExportOutcome.Missing(text);
      case 409, 412 -> new ExportOutcome.Busy(text);
      default -> refused(reply);
    };
  }

  private static ExportOutcome refused(Reply reply) {
    String text = reply.text();
    for (Reply.Detail detail : reply.details()) {
      String named = "%s (property %s)".formatted(text, detail.target());
      switch (detail.code()) {
        case "ObjectConflict" -> {
          return new ExportOutcome.Rejected("AttributeValueMustBeUnique", named);
        }
        case "InvalidValue" -> {
          return new ExportOutcome.Rejected(
              detail.target().equals("userPrincipalName")
                  ? "IdentityDataValidationFailed"
                  : "invalid-attribute-value",
              named);
        }
        case "MissingValue" -> {
          return new ExportOutcome.Rejected("missing-provisioning-attribute", named);
        }
        default -> {}
      }
    }
    if (reply.message().contains("on-premises mastered")) {
      return new ExportOutcome.Rejected(
          "permission-issue",
          text + "; another synchronization masters this object, so it can only be read");
    }
    return new ExportOutcome.Rejected("cd-error", text);
  }

  /// Whether a property has a value that another object has.
  static boolean isConflict(Reply reply) {
    return reply.status() == 400
        && (reply.details().stream().anyMatch(detail -> detail.code().equals("ObjectConflict"))
            || reply.message().contains("Another object with the same value"));
  }

  /// Whether the reference that was to be added is there.
  static boolean isThere(Reply reply) {
    return reply.status() == 400 && reply.message().contains("already exist");
  }
}
