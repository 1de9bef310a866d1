// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import org.jspecify.annotations.Nullable;

/// What a batch decided of an object.
///
/// @param object null when it is to be gone
record Decided<T>(@Nullable T object) {}
