// SPDX-License-Identifier: Apache-2.0
/// Quotas, and the ways in which a cloud fails, on purpose.
@NullMarked
package dev.understudy.tenant.fault;

import org.jspecify.annotations.NullMarked;
