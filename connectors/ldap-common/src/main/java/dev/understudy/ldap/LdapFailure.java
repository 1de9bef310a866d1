// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Says what a result code means: for a whole call, and for one object. The only place that does.
public final class LdapFailure {
  private LdapFailure() {}

  /// The exception for a call that failed, or the interrupt that made it fail.
  public static ConnectorException ofCall(LdapAccess access, String doing, LDAPException e)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    LdapDialect dialect = access.server().dialect();
    ErrorCode code = dialect.callError(e).orElseGet(() -> callCode(e));
    return new ConnectorException(
        code,
        "connector %s: %s at %s failed: %s%s"
            .formatted(
                access.name(),
                doing,
                access.server().endpoints(),
                detail(access, e),
                advice(code, e)),
        e);
  }

  /// Whether the connection, not the request, is what failed.
  public static boolean isConnection(LDAPException e) {
    return !e.getResultCode().isConnectionUsable() && !e.getResultCode().equals(ResultCode.TIMEOUT);
  }

  /// What a refused write of one object means.
  static ExportOutcome ofObject(LdapAccess access, LDAPException e, ObjectDelta delta) {
    String detail = detail(access, e);
    Optional<String> told = access.server().dialect().objectError(e, delta);
    if (told.isPresent()) {
      return new ExportOutcome.Rejected(told.get(), detail);
    }
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

  /// What the server said, and what it means.
  public static String detail(LdapAccess access, LDAPException e) {
    String explanation = access.server().dialect().explanation(e);
    return explanation.isEmpty() ? detail(e) : explanation + ": " + detail(e);
  }

  /// What the server said.
  public static String detail(LDAPException e) {
    return "%s (%s)".formatted(said(e).replace("\0", "").strip(), e.getResultCode());
  }

  /// What failed before anything was sent is told by its cause.
  private static String said(LDAPException e) {
    String diagnostic = e.getDiagnosticMessage();
    if (diagnostic != null) {
      return diagnostic;
    }
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return e.getResultCode().equals(ResultCode.LOCAL_ERROR)
        ? root.getClass().getSimpleName() + ": " + root.getMessage()
        : String.valueOf(e.getMessage());
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
      case CREDENTIALS -> "; check the account and its password";
      case CONNECTIVITY -> "; check \"url\", \"ca-file\" and that the server runs";
      case PARTITION -> "; check the names of what is to be read";
      default -> "";
    };
  }
}
