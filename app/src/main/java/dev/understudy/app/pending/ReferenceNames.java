// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.inspect.Labels;
import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.SpaceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns link rows into references with names.
final class ReferenceNames {
  private final SpaceReader space;
  private final Labels labels;

  ReferenceNames(SpaceReader space, Labels labels) {
    this.space = space;
    this.labels = labels;
  }

  /// The references of these rows.
  ///
  /// @param known targets that are not, or not like this, in the store
  List<ReferenceDifference> of(
      List<SpaceLink> links, Map<Long, SpaceObject> known, Reasons.OfObject why) {
    Map<Long, SpaceObject> targets = new HashMap<>();
    List<Long> ids = links.stream().map(SpaceLink::target).toList();
    space.objects(ids).forEach(target -> targets.put(target.id(), target));
    targets.putAll(known);
    List<ReferenceDifference> references = new ArrayList<>(links.size());
    for (SpaceLink link : links) {
      SpaceObject target = targets.get(link.target());
      references.add(
          new ReferenceDifference(
              labels.name(link.attribute()),
              link.is(SpaceLink.DESIRED),
              target == null ? "#" + link.target() : target.identity().dn().text(),
              target == null ? "" : labels.of(target),
              why.rule(link.attribute())));
    }
    return references;
  }
}
