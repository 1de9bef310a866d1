// SPDX-License-Identifier: Apache-2.0
/// Synchronization: from a staged object to the metaverse, and from there to what every other
/// directory should hold (`spec/engine.md` §2). Decisions only; nothing here talks to a directory.
@NullMarked
package dev.understudy.engine.sync;

import org.jspecify.annotations.NullMarked;
