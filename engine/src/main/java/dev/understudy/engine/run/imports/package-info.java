// SPDX-License-Identifier: Apache-2.0
/// Import: what a directory reports becomes the imported picture of the connector space, and what
/// was exported before is confirmed by it.
@NullMarked
package dev.understudy.engine.run.imports;

import org.jspecify.annotations.NullMarked;
