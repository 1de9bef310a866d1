// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.Connector;

/// What to export.
///
/// @param name the connector's name in configuration
/// @param connector the directory
/// @param deletionsMax deletions that are waiting above which nothing at all is written; 0 is no
///   limit
public record ExportRequest(String name, Connector connector, long deletionsMax) {}
