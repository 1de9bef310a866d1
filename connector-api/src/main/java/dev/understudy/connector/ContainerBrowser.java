// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connector whose directory is a tree of containers that may be chosen as scope.
public interface ContainerBrowser extends Connector {

  /// The containers directly below `parent`, or at the top of the partition when it is null.
  List<Container> containers(Partition partition, @Nullable Container parent);
}
