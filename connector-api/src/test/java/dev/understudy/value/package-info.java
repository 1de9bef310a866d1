// SPDX-License-Identifier: Apache-2.0
/// Tests of values and names.
@NullMarked
package dev.understudy.value;

import org.jspecify.annotations.NullMarked;
