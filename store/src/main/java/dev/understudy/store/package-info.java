// SPDX-License-Identifier: Apache-2.0
/// The engine's store in SQL: one vocabulary for SQLite and PostgreSQL behind
/// [dev.understudy.engine.store.Store]. Nothing else uses `java.sql` for the data of the engine.
@NullMarked
package dev.understudy.store;

import org.jspecify.annotations.NullMarked;
