// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.rule.MergeType;
import dev.understudy.schema.AttributeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All flows to one target attribute, by precedence.
///
/// @param attribute number of the target attribute
/// @param name of the target attribute
/// @param definition of the target attribute; null when the schema does not know it
/// @param flows the lower precedence number first
/// @param merge how their values come together
/// @param isReference whether the attribute holds references
public record TargetPlan(
    int attribute,
    String name,
    @Nullable AttributeDefinition definition,
    List<CompiledFlow> flows,
    MergeType merge,
    boolean isReference) {
  public TargetPlan {
    flows = List.copyOf(flows);
  }
}
