// SPDX-License-Identifier: Apache-2.0
/// What a directory can hold: object types, attributes, partitions and containers.
@NullMarked
package dev.understudy.schema;

import org.jspecify.annotations.NullMarked;
