// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

/// One header.
public record Header(String name, String value) {}
