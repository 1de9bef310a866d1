// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Look-ups in the metaverse; conventions as in [SpaceReader].
public interface MetaverseReader {

  /// The objects of these identifiers, in any order.
  List<MetaverseObject> objects(Collection<Long> ids);

  /// The identifiers of the objects that are findable under the key, ascending.
  long[] byKey(IndexKey key);

  /// Objects by ascending identifier.
  List<MetaverseObject> page(long afterId, int limit);

  /// How many objects there are.
  long count();

  /// The references of one object, by ascending attribute and target.
  ///
  /// @param attribute only of this attribute; 0 is all
  /// @param after only values behind this one in that order; null begins at the first
  /// @param limit how many at most
  List<MetaverseLink> links(long owner, int attribute, @Nullable MetaverseLink after, int limit);

  /// Whether the value is there.
  boolean hasLink(MetaverseLink link);

  /// The references of any object to `target`, by ascending owner and attribute.
  ///
  /// @param afterOwner only of owners with a greater identifier
  /// @param limit how many at most, but all of the last owner
  List<MetaverseLink> referrers(long target, long afterOwner, int limit);
}
