// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.schema.Partition;
import java.util.Set;

/// What to read.
///
/// @param partition the naming context
/// @param objectTypes types to report; objects of other types are left out
/// @param attributes names of the attributes to report
public record ReadScope(Partition partition, Set<String> objectTypes, Set<String> attributes) {
  public ReadScope {
    objectTypes = Set.copyOf(objectTypes);
    attributes = Set.copyOf(attributes);
  }
}
