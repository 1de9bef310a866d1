// SPDX-License-Identifier: Apache-2.0
/// Tests of rule files in all their forms.
@NullMarked
package dev.understudy.config.rule;

import org.jspecify.annotations.NullMarked;
