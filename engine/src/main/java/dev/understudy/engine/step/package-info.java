// SPDX-License-Identifier: Apache-2.0
/// What every run step needs: the store and the program, a clock, counters, limits, and a writer
/// that commits one batch while the next is decided.
@NullMarked
package dev.understudy.engine.step;

import org.jspecify.annotations.NullMarked;
