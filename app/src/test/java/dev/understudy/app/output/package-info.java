// SPDX-License-Identifier: Apache-2.0
/// How results look.
@NullMarked
package dev.understudy.app.output;

import org.jspecify.annotations.NullMarked;
