// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

/// One object of a connector space: a staging object or a placeholder (`spec/engine.md` §1.2).
///
/// @param id the engine's identifier, unique over all connectors, never used again
/// @param connector number of the connector's name
/// @param identity what it is
/// @param images what is known and wanted of it
/// @param lineage how it is tied to the metaverse
/// @param state what is to be done about it
public record SpaceObject(
    long id,
    int connector,
    SpaceIdentity identity,
    SpaceImages images,
    Lineage lineage,
    SpaceState state) {

  /// Whether only the DN is known.
  public boolean isPlaceholder() {
    return identity.type() == SpaceIdentity.PLACEHOLDER;
  }

  public SpaceObject with(SpaceIdentity newIdentity) {
    return new SpaceObject(id, connector, newIdentity, images, lineage, state);
  }

  public SpaceObject with(SpaceImages newImages) {
    return new SpaceObject(id, connector, identity, newImages, lineage, state);
  }

  public SpaceObject with(Lineage newLineage) {
    return new SpaceObject(id, connector, identity, images, newLineage, state);
  }

  public SpaceObject with(SpaceState newState) {
    return new SpaceObject(id, connector, identity, images, lineage, newState);
  }
}
