// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Look-ups in the connector spaces. Where several keys are asked at once, what is not found is
/// left out. Lists are complete unless a limit is asked for.
public interface SpaceReader {

  /// The objects of these identifiers, in any order.
  List<SpaceObject> objects(Collection<Long> ids);

  /// The objects of a connector with these anchors.
  List<SpaceObject> byAnchor(int connector, Collection<Anchor> anchors);

  /// The objects of a connector with these names, placeholders included.
  List<SpaceObject> byDn(int connector, Collection<DnKey> keys);

  /// The identifiers of the objects of a connector with these names; cheaper than [#byDn]. In the
  /// order of the keys, 0 where there is none.
  long[] idsByDn(int connector, List<DnKey> keys);

  /// The objects that are linked to these metaverse objects.
  List<SpaceObject> joinedTo(Collection<Long> metaverseIds);

  /// The identifiers of the objects of a connector that are findable under the key, ascending.
  long[] byKey(int connector, IndexKey key);

  /// Whether any object of a connector is findable by this attribute at all.
  boolean hasKeys(int connector, int attribute);

  /// Objects of a connector by ascending identifier, placeholders included.
  ///
  /// @param afterId only greater identifiers
  /// @param anyFlag only objects with any of these flags of [SpaceState]; 0 is all objects
  /// @param limit how many at most
  List<SpaceObject> page(int connector, long afterId, int anyFlag, int limit);

  /// How many objects of a connector have any of these flags; 0 counts all objects.
  long count(int connector, int anyFlag);

  /// How many objects of a connector and partition the directory holds as of its last import.
  long countImported(int connector, int partition);

  /// The identifiers of all objects of a connector and partition that the directory holds as of its
  /// last import, by ascending identifier.
  ///
  /// @param afterId only greater identifiers
  /// @param limit how many at most
  long[] importedIds(int connector, int partition, long afterId, int limit);

  /// The values of reference attributes of one object, by ascending attribute and target.
  ///
  /// @param attribute only of this attribute; 0 is all
  /// @param after only values behind this one in that order; null begins at the first
  /// @param limit how many at most
  List<SpaceLink> links(long owner, int attribute, @Nullable SpaceLink after, int limit);

  /// The values of one object that have all bits of `flag`, which is [SpaceLink#UNSYNCED] or
  /// [SpaceLink#PENDING]; both are found through an index.
  List<SpaceLink> linksWith(long owner, int flag, int limit);

  /// One value.
  Optional<SpaceLink> link(long owner, int attribute, long target);

  /// The values of any object that refer to `target`, by ascending owner and attribute.
  ///
  /// @param afterOwner only of owners with a greater identifier
  /// @param limit how many at most, but all of the last owner
  List<SpaceLink> referrers(long target, long afterOwner, int limit);

  /// The metaverse identifiers of these objects, in their order; 0 for one that is not linked or
  /// not there.
  long[] metaverseOf(long[] ids);

  /// The flags of these objects, in their order; 0 for one that is not there.
  int[] flagsOf(long[] ids);

  /// The identifiers of the objects of a connector that are linked to these metaverse objects, in
  /// their order; 0 where there is none, the smallest where there are several.
  long[] joinedIds(int connector, long[] metaverseIds);

  /// Those of `targets` to which a linked object refers by an imported value, and whose references
  /// are not going to be looked at anyway (no [SpaceState#REFERENCES_ALL]).
  Set<Long> withSettledReferrers(Collection<Long> targets);

  /// The objects directly below an object in the tree.
  List<SpaceObject> children(long parent, long afterId, int limit);

  /// Where the next delta import of a partition begins.
  Optional<Watermark> watermark(int connector, int partition);
}
