// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;

/// An object from a file, to try an expression on.
///
/// @param values attribute name to values
/// @param definitions types of attributes, as far as they are known
record SampleObject(Map<String, List<Value>> values, Map<String, AttributeDefinition> definitions) {
  static final SampleObject EMPTY = new SampleObject(Map.of(), Map.of());
}
