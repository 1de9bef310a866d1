// SPDX-License-Identifier: Apache-2.0
/// Tests of the file connectors.
@NullMarked
package dev.understudy.connector.file;

import org.jspecify.annotations.NullMarked;
