// SPDX-License-Identifier: Apache-2.0
/// The metaverse: the joined view of an identity, with the origin of each value.
@NullMarked
package dev.understudy.engine.metaverse;

import org.jspecify.annotations.NullMarked;
