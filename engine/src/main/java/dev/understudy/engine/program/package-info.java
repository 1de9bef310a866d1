// SPDX-License-Identifier: Apache-2.0
/// Rules made ready to run: names are numbers, expressions are closures, and the flows to each
/// target attribute stand in the order of their precedence.
@NullMarked
package dev.understudy.engine.program;

import org.jspecify.annotations.NullMarked;
