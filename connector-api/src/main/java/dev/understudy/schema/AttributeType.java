// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

/// The five types of values (`spec/engine.md` §1.1).
public enum AttributeType {
  STRING,
  NUMBER,
  BOOLEAN,
  BINARY,
  REFERENCE
}
