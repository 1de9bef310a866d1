// SPDX-License-Identifier: Apache-2.0
/// What is shipped: a metaverse schema and rule sets, in files of the same form as everybody's.
@NullMarked
package dev.understudy.config.defaults;

import org.jspecify.annotations.NullMarked;
