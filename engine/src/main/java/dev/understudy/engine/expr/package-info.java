// SPDX-License-Identifier: Apache-2.0
/// The expression language of the rules: a text is checked once, with all its mistakes reported
/// together, and compiled to closures that read attribute slots.
@NullMarked
package dev.understudy.engine.expr;

import org.jspecify.annotations.NullMarked;
