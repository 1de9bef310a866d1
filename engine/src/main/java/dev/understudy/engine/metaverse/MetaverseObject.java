// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.metaverse;

import dev.understudy.engine.space.Image;

/// One identity, joined from the objects of all connectors (`spec/engine.md` §1.8). References are
/// [MetaverseLink] rows.
///
/// @param id the engine's identifier, never used again
/// @param type number of the object type's name
/// @param values of all attributes but references; each has at least one
/// @param origins of all attributes, references included
public record MetaverseObject(long id, int type, Image values, Origins origins) {}
