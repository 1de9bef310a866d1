// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import java.time.Instant;

/// An error that stays with its object until the step that found it succeeds (`spec/engine.md`
/// §1.2).
///
/// @param name the error's name in the specification
/// @param step the algorithm step that failed, for example `join` or `export`
/// @param detail what is wrong and what to do
/// @param first when it occurred first
/// @param last when it occurred last
/// @param retries how often it was tried again since
public record ObjectError(
    String name, String step, String detail, Instant first, Instant last, int retries) {

  /// This error as it is now that the same step failed again.
  public ObjectError again(ObjectError now) {
    return new ObjectError(now.name, now.step, now.detail, first, now.last, retries + 1);
  }
}
