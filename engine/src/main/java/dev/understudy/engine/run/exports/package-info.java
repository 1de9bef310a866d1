// SPDX-License-Identifier: Apache-2.0
/// Export: the difference between what the rules want and what a directory holds is written to it.
@NullMarked
package dev.understudy.engine.run.exports;

import org.jspecify.annotations.NullMarked;
