// SPDX-License-Identifier: Apache-2.0
/// Real counterparts for tests: servers from Debian packages, started in temporary folders on
/// loopback.
@NullMarked
package dev.understudy.testkit.server;

import org.jspecify.annotations.NullMarked;
