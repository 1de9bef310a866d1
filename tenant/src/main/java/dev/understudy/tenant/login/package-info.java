// SPDX-License-Identifier: Apache-2.0
/// Who may sign in, and the tokens that prove it.
@NullMarked
package dev.understudy.tenant.login;

import org.jspecify.annotations.NullMarked;
