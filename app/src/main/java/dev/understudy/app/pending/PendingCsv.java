// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.output.Csv;
import dev.understudy.app.pending.PendingObject.Difference;
import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import java.io.PrintWriter;
import java.util.Locale;

/// For spreadsheets: a row for each changed attribute and each reference.
public final class PendingCsv implements PendingPrinter {
  private final Csv csv;

  public PendingCsv(PrintWriter out) {
    csv =
        new Csv(
            out,
            "connector",
            "id",
            "operation",
            "type",
            "name",
            "dn",
            "attribute",
            "change",
            "before",
            "after",
            "rule");
  }

  @Override
  public void print(PendingObject object) {
    if (object.operation() != PendingObject.Operation.UPDATE) {
      row(object, "", "", "", "", object.reason());
    }
    if (object.newDn() != null) {
      row(object, "dn", "rename", object.identity().dn(), object.newDn(), "");
    }
    for (Difference difference : object.attributes()) {
      row(
          object,
          difference.attribute(),
          "set",
          String.join("\n", difference.before()),
          String.join("\n", difference.after()),
          difference.rule());
    }
    while (object.references().hasNext()) {
      ReferenceDifference reference = object.references().next();
      row(
          object,
          reference.attribute(),
          reference.added() ? "add" : "remove",
          reference.added() ? "" : reference.dn(),
          reference.added() ? reference.dn() : "",
          reference.rule());
    }
  }

  private void row(PendingObject object, String... rest) {
    PendingObject.Identity identity = object.identity();
    String[] cells = new String[6 + rest.length];
    cells[0] = identity.connector();
    cells[1] = Long.toString(identity.id());
    cells[2] = object.operation().name().toLowerCase(Locale.ROOT);
    cells[3] = identity.type();
    cells[4] = identity.name();
    cells[5] = identity.dn();
    System.arraycopy(rest, 0, cells, 6, rest.length);
    csv.row(cells);
  }

  @Override
  public void end(PendingCounts counts) {
    // Rows end where they end.
  }
}
