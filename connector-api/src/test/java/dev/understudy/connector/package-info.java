// SPDX-License-Identifier: Apache-2.0
/// Tests of the contract.
@NullMarked
package dev.understudy.connector;

import org.jspecify.annotations.NullMarked;
