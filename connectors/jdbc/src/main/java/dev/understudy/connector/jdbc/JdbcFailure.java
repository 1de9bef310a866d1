// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/// Says what an SQLSTATE means: for a whole call, and for one object. The only place that does.
final class JdbcFailure {
  private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03");
  private static final Set<String> CANCELLED = Set.of("57014", "HYT00", "57000");

  private JdbcFailure() {}

  /// The exception for a call that failed, or the interrupt that made it fail.
  static ConnectorException ofCall(JdbcSettings settings, String doing, SQLException e)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ErrorCode code = code(e);
    return new ConnectorException(
        code,
        "connector %s: %s failed: %s%s".formatted(settings.name(), doing, said(e), advice(code)),
        e);
  }

  /// Whether the connection or the whole database, not the statement, is what failed.
  static boolean isOfCall(SQLException e) {
    return switch (code(e)) {
      case CONNECTIVITY -> !isTimeout(e);
      case SERVER_DOWN, CREDENTIALS, DISK_FULL -> true;
      default -> false;
    };
  }

  /// Whether a rule of the database stands against what was written.
  static boolean isConstraint(SQLException e) {
    return state(e).startsWith("23");
  }

  /// What a refused write of one object means.
  static ExportOutcome ofObject(SQLException e) {
    String state = state(e);
    String detail = said(e);
    if (isTimeout(e) || state.startsWith("40") || state.equals("55P03")) {
      return new ExportOutcome.Busy(detail);
    }
    return switch (state) {
      case "23503", "23506" -> new ExportOutcome.Dependency("dn-attributes-failure", detail);
      default -> new ExportOutcome.Rejected(error(state), detail);
    };
  }

  private static String error(String state) {
    if (state.equals("23502")) {
      return "missing-provisioning-attribute";
    }
    if (state.equals("22001")) {
      return "insufficient-field-width";
    }
    if (state.equals("42501")) {
      return "permission-issue";
    }
    return switch (state.isEmpty() ? "" : state.substring(0, 2)) {
      case "23" -> "constraint-violation";
      case "22" -> "invalid-attribute-value";
      default -> "cd-error";
    };
  }

  private static ErrorCode code(SQLException e) {
    String state = state(e);
    if (SHUTTING_DOWN.contains(state)) {
      return ErrorCode.SERVER_DOWN;
    }
    if (isTimeout(e)) {
      return ErrorCode.CONNECTIVITY;
    }
    return switch (state) {
      case "42501" -> ErrorCode.PERMISSION;
      case "53100" -> ErrorCode.DISK_FULL;
      case "53300" -> ErrorCode.SERVER_DOWN;
      default ->
          switch (state.isEmpty() ? "" : state.substring(0, 2)) {
            case "08" -> ErrorCode.CONNECTIVITY;
            case "28" -> ErrorCode.CREDENTIALS;
            case "3D", "3F", "42", "90" -> ErrorCode.CONFIGURATION;
            default -> ErrorCode.DIRECTORY;
          };
    };
  }

  private static boolean isTimeout(SQLException e) {
    return e instanceof SQLTimeoutException || CANCELLED.contains(state(e));
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  private static String said(SQLException e) {
    String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    return "%s (SQLSTATE %s)".formatted(message, state(e).isEmpty() ? "none" : state(e));
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case CREDENTIALS -> "; check \"user\" and \"password\"";
      case CONNECTIVITY ->
          "; check \"url\", \"ca-file\", \"call-timeout\" and that the database runs";
      case CONFIGURATION -> "; check the names of tables and columns, and the SQL of the settings";
      case PERMISSION -> "; grant it to \"user\"";
      default -> "";
    };
  }
}
