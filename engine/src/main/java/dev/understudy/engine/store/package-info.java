// SPDX-License-Identifier: Apache-2.0
/// What the engine needs of a store: look-ups of what is committed, and one way to write, a list of
/// changes in one transaction.
@NullMarked
package dev.understudy.engine.store;

import org.jspecify.annotations.NullMarked;
