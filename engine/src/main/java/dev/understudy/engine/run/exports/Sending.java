// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.space.PendingExport;

/// A plan on its way to the directory.
record Sending(PlannedExport plan, ObjectDelta delta) {
  long id() {
    return plan.object().id();
  }

  /// Whether the object gets another name.
  boolean renames() {
    return plan.change() instanceof PendingExport.Update update && update.newDn() != null;
  }
}
