// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

/// Something that a directory accepted and then did not report.
///
/// @param attribute number of the attribute; 0 for the object as a whole or its name
/// @param sent what was sent
/// @param reported what came back
record Unconfirmed(int attribute, String sent, String reported) {}
