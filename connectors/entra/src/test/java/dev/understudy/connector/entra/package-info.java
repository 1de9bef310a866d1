// SPDX-License-Identifier: Apache-2.0
/// Tests of the Entra connector, against the embedded tenant.
@NullMarked
package dev.understudy.connector.entra;

import org.jspecify.annotations.NullMarked;
