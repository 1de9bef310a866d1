// SPDX-License-Identifier: Apache-2.0
/// The HTTP server in front of the tenant, and its certificate.
@NullMarked
package dev.understudy.tenant.server;

import org.jspecify.annotations.NullMarked;
