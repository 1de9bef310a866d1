// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeDefinition;
import java.util.Collection;
import java.util.Optional;

/// The names an expression may use. Asked only while an expression is compiled.
public interface NameResolver {

  /// The slot under which [Inputs] will serve `attribute`, 0 or more; -1 when there is no such
  /// attribute, which is a mistake in the expression.
  int slot(String attribute);

  /// The type of `attribute` where it is known. Without it the attribute is typed by its values,
  /// and a wrong type is found only when an object has one.
  Optional<AttributeDefinition> definition(String attribute);

  /// The attributes to propose instead of an unknown one; may be empty.
  Collection<String> attributes();

  /// The index under which [Inputs] will serve the parameter written `%name%`, 0 or more; -1 when
  /// there is no such parameter, which is a mistake in the expression.
  int parameter(String name);

  /// The parameters to propose instead of an unknown one; may be empty.
  Collection<String> parameters();
}
