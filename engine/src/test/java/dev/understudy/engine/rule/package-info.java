// SPDX-License-Identifier: Apache-2.0
/// Tests of rules as data.
@NullMarked
package dev.understudy.engine.rule;

import org.jspecify.annotations.NullMarked;
