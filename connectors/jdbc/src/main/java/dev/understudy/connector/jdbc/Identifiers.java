// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a database spells and quotes the names of tables and columns. A name is written as in SQL:
/// within quotes it is exact, without them it takes the case that the database gives it. Statements
/// hold it quoted always, so that no name is taken for a word of the language.
final class Identifiers {
  private final String connector;
  private final String quote;
  private final Case plainCase;

  private enum Case {
    LOWER,
    UPPER,
    KEPT
  }

  Identifiers(String connector, DatabaseMetaData metaData) throws SQLException {
    this.connector = connector;
    String said = metaData.getIdentifierQuoteString();
    this.quote = said == null || said.isBlank() ? "" : said.strip();
    this.plainCase =
        metaData.storesUpperCaseIdentifiers()
            ? Case.UPPER
            : metaData.storesLowerCaseIdentifiers() ? Case.LOWER : Case.KEPT;
  }

  /// The name of one column as the database spells it.
  String spelled(String written) {
    List<String> parts = parts(written);
    if (parts.size() != 1) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: \"%s\" is no name of a column; write one with a dot within quotes"
              .formatted(connector, written));
    }
    return parts.getFirst();
  }

  /// A spelled name as it stands in a statement.
  String quoted(String spelled) {
    return quote + spelled.replace(quote, quote + quote) + quote;
  }

  /// A written name of a table, with schema and catalog, as it stands in a statement.
  String table(String written) {
    return String.join(".", parts(written).stream().map(this::quoted).toList());
  }

  private List<String> parts(String written) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at <= written.length()) {
      int end = at;
      boolean quoted = at < written.length() && written.charAt(at) == '"';
      if (quoted) {
        end = closingQuote(written, at);
        parts.add(written.substring(at + 1, end).replace("\"\"", "\""));
        end++;
      } else {
        int dot = written.indexOf('.', at);
        end = dot < 0 ? written.length() : dot;
        parts.add(folded(written.substring(at, end).strip()));
      }
      boolean more = end < written.length();
      if (parts.getLast().isEmpty() || (more && written.charAt(end) != '.')) {
        throw malformed(written);
      }
      at = end + 1;
    }
    return parts;
  }

  private int closingQuote(String written, int open) {
    for (int i = open + 1; i < written.length(); i++) {
      if (written.charAt(i) == '"') {
        if (i + 1 < written.length() && written.charAt(i + 1) == '"') {
          i++;
        } else {
          return i;
        }
      }
    }
    throw malformed(written);
  }

  private ConnectorException malformed(String written) {
    return new ConnectorException(
        ErrorCode.CONFIGURATION,
        "connector %s: \"%s\" is no name of a table or column; expected name or \"name\", with a dot"
                .formatted(connector, written)
            + " between schema and table");
  }

  private String folded(String plain) {
    return switch (plainCase) {
      case LOWER -> plain.toLowerCase(Locale.ROOT);
      case UPPER -> plain.toUpperCase(Locale.ROOT);
      case KEPT -> plain;
    };
  }
}
