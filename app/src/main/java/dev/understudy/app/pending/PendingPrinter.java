// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

/// Writes pending exports in one form.
public sealed interface PendingPrinter permits PendingTable, PendingJson, PendingCsv {

  /// Writes one.
  void print(PendingObject object);

  /// Ends the document.
  void end(PendingCounts counts);
}
