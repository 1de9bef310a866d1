// SPDX-License-Identifier: Apache-2.0
/// Tests of the LDAP connector.
@NullMarked
package dev.understudy.connector.ldap;

import org.jspecify.annotations.NullMarked;
