// SPDX-License-Identifier: Apache-2.0
/// A SCIM 2.0 service provider (RFC 7643, RFC 7644, RFC 9865) as a directory.
@NullMarked
package dev.understudy.connector.scim;

import org.jspecify.annotations.NullMarked;
