// SPDX-License-Identifier: Apache-2.0
/// The figures this project promises, measured and compared with their goals.
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
