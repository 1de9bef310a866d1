// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Dn;

/// An object as it was when it was last synchronized (the synchronized hologram of `spec/engine.md`
/// §1.3).
public record Snapshot(int type, Dn dn, Image values) {}
