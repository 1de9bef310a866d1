// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.util.Arrays;

/// A value under which objects are found by joins.
///
/// @param attribute number of the attribute
/// @param key the normalized value; at most 64 bytes
public record IndexKey(int attribute, byte[] key) {
  @Override
  public boolean equals(Object other) {
    return other instanceof IndexKey(int theirAttribute, byte[] theirKey)
        && attribute == theirAttribute
        && Arrays.equals(key, theirKey);
  }

  @Override
  public int hashCode() {
    return attribute * 31 + Arrays.hashCode(key);
  }
}
