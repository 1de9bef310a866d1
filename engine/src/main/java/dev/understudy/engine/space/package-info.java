// SPDX-License-Identifier: Apache-2.0
/// The connector space: what a directory reported, what was sent to it, what it should hold, and
/// the differences between these.
@NullMarked
package dev.understudy.engine.space;

import org.jspecify.annotations.NullMarked;
