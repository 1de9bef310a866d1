// SPDX-License-Identifier: Apache-2.0
/// Runs of run profiles: starts them with progress, and shows their results.
@NullMarked
package dev.understudy.app.run;

import org.jspecify.annotations.NullMarked;
