// SPDX-License-Identifier: Apache-2.0
/// LDAP v3 directories: paged reads, changes by syncrepl or by time, writes by value.
@NullMarked
package dev.understudy.connector.ldap;

import org.jspecify.annotations.NullMarked;
