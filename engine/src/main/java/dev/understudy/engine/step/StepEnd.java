// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

/// How a step ended.
///
/// @param result a result string of `spec/operations.md` §2.5
/// @param detail for people, empty when there is nothing to say
public record StepEnd(String result, String detail) {
  public static final StepEnd SUCCESS = new StepEnd("success", "");
}
