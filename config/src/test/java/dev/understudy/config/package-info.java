// SPDX-License-Identifier: Apache-2.0
/// Tests of what reads configuration.
@NullMarked
package dev.understudy.config;

import org.jspecify.annotations.NullMarked;
