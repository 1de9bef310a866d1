// SPDX-License-Identifier: Apache-2.0
/// Tests of the contract.
@NullMarked
package dev.understudy.schema;

import org.jspecify.annotations.NullMarked;
