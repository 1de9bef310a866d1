// SPDX-License-Identifier: Apache-2.0
/// What the rules, or other rules, would do: to one object, or to everybody; nothing is written.
@NullMarked
package dev.understudy.app.preview;

import org.jspecify.annotations.NullMarked;
