// SPDX-License-Identifier: Apache-2.0
/// Schemas as configuration writes them.
@NullMarked
package dev.understudy.config.schema;

import org.jspecify.annotations.NullMarked;
