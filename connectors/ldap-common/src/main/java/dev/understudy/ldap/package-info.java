// SPDX-License-Identifier: Apache-2.0
/// What all connectors to LDAP servers share: verified connections, reading and writing of entries,
/// and what result codes mean.
@NullMarked
package dev.understudy.ldap;

import org.jspecify.annotations.NullMarked;
