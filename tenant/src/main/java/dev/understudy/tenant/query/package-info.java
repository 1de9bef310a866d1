// SPDX-License-Identifier: Apache-2.0
/// The query options of OData, as far as synchronization uses them.
@NullMarked
package dev.understudy.tenant.query;

import org.jspecify.annotations.NullMarked;
