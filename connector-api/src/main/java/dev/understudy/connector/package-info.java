// SPDX-License-Identifier: Apache-2.0
/// What a connector is: it describes its directory, reads it, and writes what it is told. Each
/// capability is an interface that a connector implements or does not.
@NullMarked
package dev.understudy.connector;

import org.jspecify.annotations.NullMarked;
