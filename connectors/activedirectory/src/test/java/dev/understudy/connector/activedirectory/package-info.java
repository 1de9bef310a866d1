// SPDX-License-Identifier: Apache-2.0
/// Tests of the Active Directory connector.
@NullMarked
package dev.understudy.connector.activedirectory;

import org.jspecify.annotations.NullMarked;
