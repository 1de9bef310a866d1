// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

/// The bounds of a run step.
///
/// @param batchObjects objects that are decided on in one transaction
/// @param errorsMax object errors after which a run stops with `stopped-error-limit`
/// @param inlineReferences references of one object that are looked at together with the object;
///   more are looked at in referential updates, piece by piece
/// @param referencesPerPiece references looked at in one transaction there
public record Limits(
    int batchObjects, int errorsMax, int inlineReferences, int referencesPerPiece) {
  public static final Limits DEFAULT = new Limits(1_000, 5_000, 2_000, 20_000);
}
