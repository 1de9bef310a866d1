// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// Where the next read of changes begins, in words of the connector alone: a cookie, a change
/// number, a file position. The engine keeps it and hands it back, nothing else.
///
/// @param text opaque, at most 64 KiB
public record Watermark(String text) {}
