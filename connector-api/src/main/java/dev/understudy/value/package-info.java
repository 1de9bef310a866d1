// SPDX-License-Identifier: Apache-2.0
/// The values that travel between a directory and the engine: immutable, comparable, without
/// behaviour of their own.
@NullMarked
package dev.understudy.value;

import org.jspecify.annotations.NullMarked;
