// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.output.Paint;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.app.pending.PendingObject.Difference;
import dev.understudy.app.pending.PendingObject.Operation;
import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import java.io.PrintWriter;
import java.util.Locale;

/// For people: an object, what changes on it, and why.
public final class PendingTable implements PendingPrinter {
  private static final int VALUE_CHARACTERS_MAX = 60;
  private static final int REFERENCES_MAX = 20;
  private static final String INDENT = "    ";

  private final PrintWriter out;
  private final Paint paint;

  public PendingTable(Terminal terminal) {
    this.out = terminal.out();
    this.paint = terminal.paint();
  }

  @Override
  public void print(PendingObject object) {
    PendingObject.Identity identity = object.identity();
    out.println(
        "%s %s %s  %s  %s"
            .formatted(
                identity.connector(),
                painted(object.operation()),
                identity.type(),
                paint.strong(Texts.oneLine(identity.name())),
                Texts.oneLine(identity.dn())));
    if (!object.reason().isEmpty()) {
      out.println(INDENT + "because: " + Texts.oneLine(object.reason()));
    }
    Table table = new Table("", "", "");
    if (object.newDn() != null) {
      table.row("dn", "→ " + object.newDn(), "");
    }
    ValueRows rows = new ValueRows(table);
    for (Difference one : object.attributes()) {
      if (object.operation() == Operation.ADD) {
        rows.add(one.attribute(), one.after(), one.rule());
      } else {
        rows.add(one.attribute(), one.before(), one.after(), one.rule());
      }
    }
    long more = references(object, table);
    table.print(out, INDENT);
    if (more > 0) {
      out.println(INDENT + "and " + Texts.count(more, "more reference"));
    }
    out.println();
  }

  private String painted(Operation operation) {
    String word = operation.name().toLowerCase(Locale.ROOT);
    return switch (operation) {
      case ADD -> paint.good(word);
      case UPDATE -> paint.notable(word);
      case DELETE -> paint.bad(word);
    };
  }

  /// Adds as many references as can be shown; returns how many there are beside them.
  private static long references(PendingObject object, Table table) {
    long more = 0;
    int shown = 0;
    while (object.references().hasNext()) {
      ReferenceDifference reference = object.references().next();
      if (shown < REFERENCES_MAX) {
        shown++;
        table.row(
            reference.attribute(),
            (reference.added() ? "+ " : "− ") + named(reference),
            reference.rule());
      } else {
        more++;
      }
    }
    return more;
  }

  private static String named(ReferenceDifference reference) {
    String dn = Texts.shorten(reference.dn(), VALUE_CHARACTERS_MAX);
    return reference.name().isEmpty() || reference.dn().contains(reference.name())
        ? dn
        : reference.name() + "  " + dn;
  }

  @Override
  public void end(PendingCounts counts) {
    if (counts.connectors().size() > 1) {
      Table table = new Table("CONNECTOR", "ADDS", "UPDATES", "RENAMES", "DELETES");
      counts
          .connectors()
          .forEach((name, one) ->
              table.row(name, one.adds(), one.updates(), one.renames(), one.deletes()));
      table.print(out);
      out.println();
    }
    out.println(summary(counts));
  }

  /// All counts in one line.
  public static String summary(PendingCounts counts) {
    return counts.total() == 0
        ? "Nothing to export."
        : "%s, %s%s, %s."
            .formatted(
                Texts.count(counts.adds(), "add"),
                Texts.count(counts.updates(), "update"),
                counts.renames() == 0 ? "" : " (" + Texts.count(counts.renames(), "rename") + ")",
                Texts.count(counts.deletes(), "delete"));
  }
}
