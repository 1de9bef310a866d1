// SPDX-License-Identifier: Apache-2.0
/// The contract of Graph as Microsoft publishes it, to hold requests and answers against it.
@NullMarked
package dev.understudy.tenant.contract;

import org.jspecify.annotations.NullMarked;
