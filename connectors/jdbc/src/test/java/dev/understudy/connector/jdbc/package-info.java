// SPDX-License-Identifier: Apache-2.0
/// Tests of the JDBC connector.
@NullMarked
package dev.understudy.connector.jdbc;

import org.jspecify.annotations.NullMarked;
