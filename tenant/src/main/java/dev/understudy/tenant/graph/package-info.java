// SPDX-License-Identifier: Apache-2.0
/// The resources below /v1.0 and what they do.
@NullMarked
package dev.understudy.tenant.graph;

import org.jspecify.annotations.NullMarked;
