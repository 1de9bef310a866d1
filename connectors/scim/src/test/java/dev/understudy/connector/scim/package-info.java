// SPDX-License-Identifier: Apache-2.0
/// Tests of the SCIM connector, against services that others wrote.
@NullMarked
package dev.understudy.connector.scim;

import org.jspecify.annotations.NullMarked;
