// SPDX-License-Identifier: Apache-2.0
/// Runs: run profiles of one connector, cycles over all of them, and their history.
@NullMarked
package dev.understudy.engine.run;

import org.jspecify.annotations.NullMarked;
