// SPDX-License-Identifier: Apache-2.0
/// Tests of what is shipped.
@NullMarked
package dev.understudy.config.defaults;

import org.jspecify.annotations.NullMarked;
