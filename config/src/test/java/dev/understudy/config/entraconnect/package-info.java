// SPDX-License-Identifier: Apache-2.0
/// Tests against a real configuration that Entra Connect exported.
@NullMarked
package dev.understudy.config.entraconnect;

import org.jspecify.annotations.NullMarked;
