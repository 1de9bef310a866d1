// SPDX-License-Identifier: Apache-2.0
/// The picture of the store that a batch works on: what is committed, under what earlier and
/// present decisions have changed.
@NullMarked
package dev.understudy.engine.work;

import org.jspecify.annotations.NullMarked;
