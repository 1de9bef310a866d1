// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import java.util.Comparator;
import java.util.List;

/// The order in which people read counters: what was read, what was synchronized, what that means
/// for each connector, what was written.
final class CounterOrder implements Comparator<String> {
  private static final List<String> NAMES =
      List.of(
          "stage-no-change",
          "stage-add",
          "stage-update",
          "stage-rename",
          "stage-delete",
          "stage-delete-add",
          "stage-failure",
          "filtered-objects",
          "filtered-deletions",
          "disconnector-projected-no-flow",
          "disconnector-projected-flow",
          "disconnector-projected-remove-mv",
          "disconnector-joined-no-flow",
          "disconnector-joined-flow",
          "disconnector-joined-remove-mv",
          "disconnector-filtered",
          "disconnector-remains",
          "connector-flow",
          "connector-no-flow",
          "connector-flow-remove-mv",
          "connector-filtered-remove-mv",
          "connector-filtered-leave-mv",
          "connector-delete-remove-mv",
          "connector-delete-leave-mv",
          "connector-delete-add-processed",
          "flow-failure",
          "provisioned-add-flow",
          "provisioned-add-no-flow",
          "provisioned-rename-flow",
          "provisioned-rename-no-flow",
          "provisioned-disconnect",
          "provisioned-delete-add-flow",
          "provisioned-delete-add-no-flow",
          "export-add",
          "export-update",
          "export-rename",
          "export-delete",
          "export-delete-add",
          "export-failure");

  private static final Comparator<String> ORDER =
      Comparator.comparing(CounterOrder::connector)
          .thenComparingInt(CounterOrder::place)
          .thenComparing(Comparator.naturalOrder());

  @Override
  public int compare(String one, String other) {
    return ORDER.compare(one, other);
  }

  private static String connector(String counter) {
    int slash = counter.lastIndexOf('/');
    return slash < 0 ? "" : counter.substring(0, slash);
  }

  private static int place(String counter) {
    int place = NAMES.indexOf(counter.substring(counter.lastIndexOf('/') + 1));
    return place < 0 ? NAMES.size() : place;
  }
}
