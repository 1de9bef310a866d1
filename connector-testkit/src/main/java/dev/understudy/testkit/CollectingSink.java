// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import java.util.ArrayList;
import java.util.List;

/// Keeps all that a connector reads, in order.
public final class CollectingSink implements ImportSink {
  private final List<ImportedChange> changes = new ArrayList<>();
  private final List<DiscoveryError> errors = new ArrayList<>();

  @Override
  public void accept(ImportedChange change) {
    changes.add(change);
  }

  @Override
  public void reject(DiscoveryError error) {
    errors.add(error);
  }

  /// What was accepted.
  public List<ImportedChange> changes() {
    return List.copyOf(changes);
  }

  /// Those of the accepted that are whole objects.
  public List<ImportedChange.Present> present() {
    return changes.stream()
        .filter(ImportedChange.Present.class::isInstance)
        .map(ImportedChange.Present.class::cast)
        .toList();
  }

  /// What was rejected.
  public List<DiscoveryError> errors() {
    return List.copyOf(errors);
  }
}
