// SPDX-License-Identifier: Apache-2.0
/// What people and machines get to see: tables, JSON, CSV, and a line of progress.
@NullMarked
package dev.understudy.app.output;

import org.jspecify.annotations.NullMarked;
