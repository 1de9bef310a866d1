// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

/// A naming context of a directory; the unit of a run step and of a watermark (`spec/engine.md`
/// §1.1). A directory without a tree has one, named `default`.
///
/// @param name how configuration and run history call it, for example `DC=contoso,DC=com`
public record Partition(String name) {
  public static final Partition DEFAULT = new Partition("default");
}
