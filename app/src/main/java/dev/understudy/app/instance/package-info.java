// SPDX-License-Identifier: Apache-2.0
/// Wiring: from a configuration file to a store, connectors and compiled rules.
@NullMarked
package dev.understudy.app.instance;

import org.jspecify.annotations.NullMarked;
