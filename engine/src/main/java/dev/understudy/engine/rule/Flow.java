// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// One transformation of a rule.
///
/// @param target attribute of the target object; `dn` in outbound rules names the object
/// @param source where the value comes from
/// @param applyOnce take part only while the target object is being created
/// @param merge how values of several rules come together
public record Flow(String target, FlowSource source, boolean applyOnce, MergeType merge) {
  /// The target that names an object of a connector space; as a source, its name.
  public static final String DN = "dn";
}
