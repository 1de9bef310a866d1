// SPDX-License-Identifier: Apache-2.0
/// Proves that both databases keep the contract of the store.
@NullMarked
package dev.understudy.store;

import org.jspecify.annotations.NullMarked;
