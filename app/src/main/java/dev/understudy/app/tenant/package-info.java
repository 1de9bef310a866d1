// SPDX-License-Identifier: Apache-2.0
/// What the command keeps of a tenant: its folder.
@NullMarked
package dev.understudy.app.tenant;

import org.jspecify.annotations.NullMarked;
