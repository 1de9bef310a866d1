// SPDX-License-Identifier: Apache-2.0
/// How commands fail: the exit codes, and the exception that carries one.
@NullMarked
package dev.understudy.app.failure;

import org.jspecify.annotations.NullMarked;
