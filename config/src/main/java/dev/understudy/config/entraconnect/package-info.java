// SPDX-License-Identifier: Apache-2.0
/// The configuration that Entra Connect exports: rules, metaverse schema, connectors.
@NullMarked
package dev.understudy.config.entraconnect;

import org.jspecify.annotations.NullMarked;
