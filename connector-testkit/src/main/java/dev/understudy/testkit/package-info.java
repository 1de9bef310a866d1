// SPDX-License-Identifier: Apache-2.0
/// What proves a connector, and what stands in for one: the contract test, a directory in memory,
/// faults on demand, and a clock that moves by hand.
@NullMarked
package dev.understudy.testkit;

import org.jspecify.annotations.NullMarked;
