// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// Which way a rule's values flow.
public enum Direction {
  /// From a connector space into the metaverse.
  INBOUND,
  /// From the metaverse into a connector space.
  OUTBOUND
}
