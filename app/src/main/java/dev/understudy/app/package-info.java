// SPDX-License-Identifier: Apache-2.0
/// The `understudy` command: starts it, ends it with the right exit code, turns failures into one
/// clear message.
@NullMarked
package dev.understudy.app;

import org.jspecify.annotations.NullMarked;
