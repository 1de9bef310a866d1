// SPDX-License-Identifier: Apache-2.0
/// The subcommands, one class each.
@NullMarked
package dev.understudy.app.command;

import org.jspecify.annotations.NullMarked;
