// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Keeps what libraries log off the console: a command says in its own words what went wrong.
final class Logging {
  private Logging() {}

  static void quiet() {
    Logger root = LogManager.getLogManager().getLogger("");
    root.setLevel(Level.WARNING);
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
  }
}
