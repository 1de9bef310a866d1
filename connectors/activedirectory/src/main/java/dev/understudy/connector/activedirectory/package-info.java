// SPDX-License-Identifier: Apache-2.0
/// Active Directory: its domain controllers and their failures, DirSync, OUs that keep their
/// identity, and what its error codes mean.
@NullMarked
package dev.understudy.connector.activedirectory;

import org.jspecify.annotations.NullMarked;
