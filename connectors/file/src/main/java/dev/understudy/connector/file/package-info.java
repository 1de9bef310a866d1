// SPDX-License-Identifier: Apache-2.0
/// Directories that are files: CSV and LDIF, read as streams and replaced atomically.
@NullMarked
package dev.understudy.connector.file;

import org.jspecify.annotations.NullMarked;
