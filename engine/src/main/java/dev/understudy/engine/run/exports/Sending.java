// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ObjectDelta;

/// A plan on its way to the directory.
record Sending(PlannedExport plan, ObjectDelta delta) {
  long id() {
    return plan.object().id();
  }
}
