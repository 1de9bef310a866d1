// SPDX-License-Identifier: Apache-2.0
/// Looks into connector spaces and the metaverse: finds objects, and shows every layer of one.
@NullMarked
package dev.understudy.app.inspect;

import org.jspecify.annotations.NullMarked;
