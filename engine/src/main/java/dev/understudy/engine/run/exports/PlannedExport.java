// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceObject;
import java.util.List;

/// What is to be written to one object.
///
/// @param object as it is
/// @param change of the object and its attributes
/// @param links references that can be written now
/// @param waiting references whose targets are going to be created first
/// @param more whether there are more references than a plan holds, or some whose target is not
///   there
public record PlannedExport(
    SpaceObject object, PendingExport change, List<PlannedLink> links, int waiting, boolean more) {
  public PlannedExport {
    links = List.copyOf(links);
  }

  /// Whether nothing can be written at present.
  public boolean isEmpty() {
    return change instanceof PendingExport.None && links.isEmpty();
  }

  /// Whether the object and its attributes are left as they are.
  PlannedExport linksOnly() {
    return new PlannedExport(object, PendingExport.None.NONE, links, waiting, more);
  }
}
