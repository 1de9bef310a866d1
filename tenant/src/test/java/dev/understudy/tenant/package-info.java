// SPDX-License-Identifier: Apache-2.0
/// Tests of the tenant.
@NullMarked
package dev.understudy.tenant;

import org.jspecify.annotations.NullMarked;
