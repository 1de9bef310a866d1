// SPDX-License-Identifier: Apache-2.0
/// The rules of the house as tests: who may depend on whom, and what a source file looks like.
@NullMarked
package dev.understudy.architecture;

import org.jspecify.annotations.NullMarked;
