// SPDX-License-Identifier: Apache-2.0
/// What would be exported: read from the store in bounded memory, with names and reasons, and
/// written as a table, JSON or CSV.
@NullMarked
package dev.understudy.app.pending;

import org.jspecify.annotations.NullMarked;
