// SPDX-License-Identifier: Apache-2.0
/// What the tenant holds, in SQLite, and what each type of object may hold.
@NullMarked
package dev.understudy.tenant.directory;

import org.jspecify.annotations.NullMarked;
