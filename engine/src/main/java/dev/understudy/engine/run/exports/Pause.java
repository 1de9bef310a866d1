// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import java.time.Duration;

/// Waits for a busy directory.
@FunctionalInterface
interface Pause {
  void pause(Duration time) throws InterruptedException;
}
