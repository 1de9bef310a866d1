// SPDX-License-Identifier: Apache-2.0
/// How pending exports look.
@NullMarked
package dev.understudy.app.pending;

import org.jspecify.annotations.NullMarked;
