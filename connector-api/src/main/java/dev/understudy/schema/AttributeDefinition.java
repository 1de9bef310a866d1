// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

/// One attribute of a schema.
///
/// @param name the directory's spelling, compared exactly
/// @param type the type of each value
/// @param multiValued whether an object may hold more than one value
/// @param writable whether a connector can write it; computed and operational attributes are not
public record AttributeDefinition(
    String name, AttributeType type, boolean multiValued, boolean writable) {

  /// A writable single-valued attribute.
  public static AttributeDefinition single(String name, AttributeType type) {
    return new AttributeDefinition(name, type, false, true);
  }

  /// A writable multi-valued attribute.
  public static AttributeDefinition multi(String name, AttributeType type) {
    return new AttributeDefinition(name, type, true, true);
  }
}
