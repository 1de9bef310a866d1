// SPDX-License-Identifier: Apache-2.0
/// Synchronization rules as data: what a rule file says, checked, not yet compiled
/// (`spec/engine.md` §2).
@NullMarked
package dev.understudy.engine.rule;

import org.jspecify.annotations.NullMarked;
