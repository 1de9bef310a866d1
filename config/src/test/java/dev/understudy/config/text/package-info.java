// SPDX-License-Identifier: Apache-2.0
/// Tests of text files of all kinds.
@NullMarked
package dev.understudy.config.text;

import org.jspecify.annotations.NullMarked;
