// SPDX-License-Identifier: Apache-2.0
/// `understudy.yaml` as records: read once, checked as a whole, never passed on as text.
@NullMarked
package dev.understudy.config;

import org.jspecify.annotations.NullMarked;
