// SPDX-License-Identifier: Apache-2.0
/// A whole company on this machine: what the product does, shown on it.
@NullMarked
package dev.understudy.app.demo;

import org.jspecify.annotations.NullMarked;
