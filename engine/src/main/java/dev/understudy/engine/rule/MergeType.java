// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// How the values of several rules for one attribute come together (`spec/engine.md` §2.7).
public enum MergeType {
  /// The winner takes all.
  UPDATE,
  /// The same as [#UPDATE]; kept because exported rules may say so.
  REPLACE,
  /// The union, exact duplicates removed.
  MERGE,
  /// The union, values that differ only in case stored once.
  MERGE_CASE_INSENSITIVE;

  /// The word of rule files.
  public String word() {
    return switch (this) {
      case UPDATE -> "Update";
      case REPLACE -> "Replace";
      case MERGE -> "Merge";
      case MERGE_CASE_INSENSITIVE -> "MergeCaseInsensitive";
    };
  }

  /// Whether values of several rules are united.
  public boolean merges() {
    return this == MERGE || this == MERGE_CASE_INSENSITIVE;
  }
}
