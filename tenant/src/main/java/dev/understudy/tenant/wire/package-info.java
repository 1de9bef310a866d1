// SPDX-License-Identifier: Apache-2.0
/// Requests, answers and errors as they travel, whatever server carries them.
@NullMarked
package dev.understudy.tenant.wire;

import org.jspecify.annotations.NullMarked;
