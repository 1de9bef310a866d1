// SPDX-License-Identifier: Apache-2.0
/// A company that nobody works for: people, groups and managers, the same for the same seed, of any
/// size, made one at a time.
@NullMarked
package dev.understudy.testkit.company;

import org.jspecify.annotations.NullMarked;
