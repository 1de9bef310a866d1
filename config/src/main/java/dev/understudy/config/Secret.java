// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

/// A text that must never be shown.
///
/// @param value the text; for whoever logs in with it
public record Secret(String value) {

  /// Dots, whatever the text.
  @Override
  public String toString() {
    return "••••••";
  }
}
