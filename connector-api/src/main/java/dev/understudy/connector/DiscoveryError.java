// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import org.jspecify.annotations.Nullable;

/// Something in scope that could not be read as an object (`spec/operations.md` §2.6).
///
/// @param name the error's name in the specification, for example `missing-anchor-component`
/// @param dn the name of the object as far as it is known, else null
/// @param detail what is wrong and where: file and line, attribute, value
public record DiscoveryError(String name, @Nullable String dn, String detail) {}
