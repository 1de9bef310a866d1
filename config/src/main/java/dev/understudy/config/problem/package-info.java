// SPDX-License-Identifier: Apache-2.0
/// What is wrong in configuration, where, and what would be right; all of it at once.
@NullMarked
package dev.understudy.config.problem;

import org.jspecify.annotations.NullMarked;
