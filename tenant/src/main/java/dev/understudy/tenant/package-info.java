// SPDX-License-Identifier: Apache-2.0
/// The embedded cloud directory: a server that keeps to the published contract of Microsoft Graph.
@NullMarked
package dev.understudy.tenant;

import org.jspecify.annotations.NullMarked;
