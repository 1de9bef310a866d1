// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ExportOutcome;

/// A write cannot be made as asked, and nothing of it was sent.
final class Refused extends Exception {
  private static final long serialVersionUID = 1;
  private final transient ExportOutcome outcome;

  Refused(ExportOutcome outcome) {
    super(outcome.toString(), null, false, false);
    this.outcome = outcome;
  }

  /// @param error the name of the export error
  /// @param detail which attribute, what is wrong, what to do
  static Refused because(String error, String detail) {
    return new Refused(new ExportOutcome.Rejected(error, detail));
  }

  ExportOutcome outcome() {
    return outcome;
  }
}
