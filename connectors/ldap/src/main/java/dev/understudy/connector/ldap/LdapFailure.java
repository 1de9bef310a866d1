// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// Says what a result code means: for a whole call, and for one object. The only place that does.
final class LdapFailure {
  private LdapFailure() {}

  /// The exception for a call that failed, or the interrupt that made it fail.
  static ConnectorException ofCall(LdapSettings settings, String doing, LDAPException e)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ErrorCode code = callCode(e);
    return new ConnectorException(
        code,
        "connector %s: %s at %s failed: %s (%s)%s"
            .formatted(
                settings.name(),
                doing,
                settings.server().endpoints(),
                e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage(),
                e.getResultCode(),
                advice(code, e)),
        e);
  }

  /// Whether the connection, not the request, is what failed.
  static boolean isConnection(LDAPException e) {
    return !e.getResultCode().isConnectionUsable() && !e.getResultCode().equals(ResultCode.TIMEOUT);
  }

  /// What a refused write of one object means.
  static ExportOutcome ofObject(LDAPException e, ObjectDelta delta) {
    String detail = detail(e);
    return switch (e.getResultCode().intValue()) {
      case ResultCode.BUSY_INT_VALUE,
          ResultCode.UNAVAILABLE_INT_VALUE,
          ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
          ResultCode.TIMEOUT_INT_VALUE ->
          new ExportOutcome.Busy(detail);
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> new ExportOutcome.Missing(detail);
      case ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> new ExportOutcome.Exists(detail);
      default -> new ExportOutcome.Rejected(error(e, delta), detail);
    };
  }

  /// The name that the specification has for a refusal.
  private static String error(LDAPException e, ObjectDelta delta) {
    return switch (e.getResultCode().intValue()) {
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
          ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE,
          ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE ->
          "permission-issue";
      case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE -> "constraint-violation";
      case ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE -> "syntax-violation";
      case ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE -> "unexpected-provisioning-attribute";
      case ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE -> objectClassError(detail(e));
      case ResultCode.INVALID_DN_SYNTAX_INT_VALUE -> "invalid-dn";
      case ResultCode.NAMING_VIOLATION_INT_VALUE ->
          delta instanceof ObjectDelta.Modify ? "modify-naming-attribute" : "invalid-dn";
      case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE -> "cd-existing-attribute-or-value";
      case ResultCode.NOT_ALLOWED_ON_RDN_INT_VALUE -> "modify-naming-attribute";
      default -> "cd-error";
    };
  }

  /// Servers have one code for two mistakes and tell them apart in words.
  private static String objectClassError(String detail) {
    String words = detail.toLowerCase(Locale.ROOT);
    return words.contains("requires")
        ? "missing-provisioning-attribute"
        : "unexpected-provisioning-attribute";
  }

  static String detail(LDAPException e) {
    String said = e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage();
    return "%s (%s)".formatted(said, e.getResultCode());
  }

  private static ErrorCode callCode(LDAPException e) {
    return switch (e.getResultCode().intValue()) {
      case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
          ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
          ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE,
          ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
          ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
          ErrorCode.CREDENTIALS;
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> ErrorCode.PERMISSION;
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> ErrorCode.PARTITION;
      case ResultCode.UNAVAILABLE_INT_VALUE, ResultCode.BUSY_INT_VALUE -> ErrorCode.SERVER_DOWN;
      case ResultCode.SERVER_DOWN_INT_VALUE,
          ResultCode.CONNECT_ERROR_INT_VALUE,
          ResultCode.TIMEOUT_INT_VALUE,
          ResultCode.DECODING_ERROR_INT_VALUE ->
          ErrorCode.CONNECTIVITY;
      case ResultCode.INVALID_DN_SYNTAX_INT_VALUE, ResultCode.FILTER_ERROR_INT_VALUE ->
          ErrorCode.CONFIGURATION;
      default -> ErrorCode.DIRECTORY;
    };
  }

  private static String advice(ErrorCode code, LDAPException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "; check \"ca-file\", and that \"url\" has the name in the server's certificate";
      }
    }
    return switch (code) {
      case CREDENTIALS -> "; check \"bind-dn\" and \"password\"";
      case CONNECTIVITY -> "; check \"url\", \"ca-file\" and that the server runs";
      case PARTITION -> "; check \"base\"";
      default -> "";
    };
  }
}
