// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// One test of one attribute.
///
/// @param attribute of the source object
/// @param operator the test
/// @param value what is compared with; may hold `%parameters%`; empty for operators without one
public record ScopeClause(String attribute, ScopeOperator operator, String value) {}
