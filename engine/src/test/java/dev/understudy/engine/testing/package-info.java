// SPDX-License-Identifier: Apache-2.0
/// Doubles of the engine's ports, good enough to run the engine on.
@NullMarked
package dev.understudy.engine.testing;

import org.jspecify.annotations.NullMarked;
