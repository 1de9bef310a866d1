// SPDX-License-Identifier: Apache-2.0
/// Tables of an SQL database as a directory: a row is an object, a second table a list of values.
@NullMarked
package dev.understudy.connector.jdbc;

import org.jspecify.annotations.NullMarked;
