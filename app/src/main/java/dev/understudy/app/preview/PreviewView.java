// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.preview;

import dev.understudy.app.output.Table;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.app.pending.PendingObject;
import dev.understudy.app.pending.PendingTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a synchronization of one object would do, for people and machines.
///
/// @param object which one
/// @param link what becomes of its link to the metaverse
/// @param failure why it would fail; null when it would not
/// @param attributes every attribute of its metaverse object, changed or not
/// @param references references of the metaverse object that would come or go
/// @param exports what would be pending for the directories it goes to
/// @param counters how it would be counted
public record PreviewView(
    String object,
    String link,
    @Nullable String failure,
    List<Attribute> attributes,
    List<Reference> references,
    List<Export> exports,
    Map<String, Long> counters) {
  private static final int VALUE_CHARACTERS_MAX = 44;
  private static final String INDENT = "  ";

  /// One metaverse attribute.
  ///
  /// @param rule the rule that contributes it; for a value that goes away, the one that did
  public record Attribute(
      String name, List<String> before, List<String> after, String rule, String source) {
    boolean isChanged() {
      return !before.equals(after);
    }
  }

  /// One reference of the metaverse object.
  public record Reference(String attribute, boolean added, String name, long id) {}

  /// What would be pending for one object of a directory.
  public record Export(
      PendingObject.Identity identity,
      PendingObject.Operation operation,
      @Nullable String newDn,
      String reason,
      List<PendingObject.Difference> attributes,
      List<PendingObject.ReferenceDifference> references) {

    static Export of(PendingObject pending) {
      List<PendingObject.ReferenceDifference> references = new ArrayList<>();
      pending.references().forEachRemaining(references::add);
      return new Export(
          pending.identity(),
          pending.operation(),
          pending.newDn(),
          pending.reason(),
          pending.attributes(),
          references);
    }

    PendingObject toPending() {
      return new PendingObject(
          identity, operation, newDn, reason, attributes, references.iterator());
    }
  }

  /// Writes it for people.
  public void print(Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println(terminal.paint().strong(Texts.oneLine(object)));
    if (failure != null) {
      out.println(INDENT + terminal.paint().bad("would fail: ") + Texts.oneLine(failure));
      return;
    }
    out.println(INDENT + link);
    Table table = new Table("", "ATTRIBUTE", "VALUE", "RULE", "FROM");
    for (Attribute one : attributes) {
      table.row(
          one.isChanged() ? "*" : "",
          one.name,
          one.isChanged() ? shown(one.before) + " → " + shown(one.after) : shown(one.after),
          one.rule,
          one.source);
    }
    out.println();
    out.println(attributes.isEmpty() ? INDENT + "no metaverse object" : "In the metaverse:");
    table.print(out, INDENT);
    for (Reference reference : references) {
      out.println(
          INDENT
              + "%s %s %s  #%d"
                  .formatted(
                      reference.added ? "+" : "−",
                      reference.attribute,
                      Texts.oneLine(reference.name),
                      reference.id));
    }
    out.println();
    out.println(exports.isEmpty() ? "Nothing would be exported." : "Would be exported:");
    exports.forEach(export -> new PendingTable(terminal).print(export.toPending()));
  }

  private static String shown(List<String> values) {
    return values.isEmpty()
        ? "(none)"
        : Texts.shorten(Texts.oneLine(String.join(" | ", values)), VALUE_CHARACTERS_MAX);
  }
}
