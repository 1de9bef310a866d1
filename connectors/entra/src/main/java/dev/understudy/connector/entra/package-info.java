// SPDX-License-Identifier: Apache-2.0
/// Microsoft Entra ID, through Microsoft Graph v1.0 as an application.
@NullMarked
package dev.understudy.connector.entra;

import org.jspecify.annotations.NullMarked;
