// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.Inputs;

/// What scopes and flows read of one object; slots are the numbers of the dictionary.
public interface ObjectInputs extends Inputs {

  /// Whether the group of that DN has this object as a direct member.
  boolean memberOf(String groupDn);
}
