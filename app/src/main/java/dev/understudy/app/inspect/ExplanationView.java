// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.output.Table;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.engine.sync.Explanation;
import dev.understudy.engine.sync.Explanation.Contribution;
import dev.understudy.engine.sync.Explanation.Delivery;
import dev.understudy.engine.sync.Explanation.Effect;
import dev.understudy.engine.sync.Explanation.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Why an attribute has its value, for people and machines.
///
/// @param object which object it is about
/// @param since when it got its values; null where that is not recorded
/// @param state for an attribute of a directory: how far the value is
/// @param contributions every flow to it, the strongest first
/// @param effects where the value goes from here
/// @param notes why what rules say now may differ from the values
public record ExplanationView(
    String object,
    String attribute,
    List<String> values,
    @Nullable Instant since,
    String state,
    List<FlowView> contributions,
    List<EffectView> effects,
    List<String> notes) {
  private static final int SHOWN_CHARACTERS_MAX = 60;
  private static final String INDENT = "  ";

  /// One flow and what became of it.
  ///
  /// @param connector where its source is: a connector, or `metaverse` for what is written
  /// @param source the object it reads; empty when there is none
  public record FlowView(
      String rule,
      long precedence,
      String connector,
      String source,
      String flow,
      String verdict,
      String detail,
      List<String> values) {}

  /// Where the value goes.
  public record EffectView(
      String connector, String object, String attribute, String rule, String state) {}

  /// The view of an explanation.
  ///
  /// @param object what the explanation is about
  /// @param notes why what rules say now may differ from the values
  /// @param matters whether a flow is worth showing; those of rules for other types of objects are
  ///   not
  public static ExplanationView of(
      String object, Explanation explanation, List<String> notes, Predicate<Contribution> matters) {
    return new ExplanationView(
        object,
        explanation.attribute(),
        Labels.texts(explanation.values()),
        explanation.since(),
        words(explanation.state()),
        explanation.contributions().stream().filter(matters).map(ExplanationView::view).toList(),
        explanation.effects().stream().map(ExplanationView::view).toList(),
        notes);
  }

  /// The objects that flows read; those of connectors that have none here are told by the flows.
  private void sources(PrintWriter out) {
    Table table = new Table("FROM", "OBJECT");
    contributions.stream()
        .filter(one -> !one.source.isEmpty())
        .map(one -> List.of(one.connector, one.source))
        .distinct()
        .forEach(one -> table.row(one.getFirst(), one.getLast()));
    if (!table.isEmpty()) {
      out.println();
      table.print(out, INDENT);
    }
  }

  private static FlowView view(Contribution one) {
    return new FlowView(
        one.rule(),
        one.precedence(),
        one.source().startsWith("metaverse object ") ? "metaverse" : one.connector(),
        one.source(),
        one.flow(),
        words(one.verdict()),
        one.detail(),
        Labels.texts(one.values()));
  }

  private static EffectView view(Effect effect) {
    return new EffectView(
        effect.connector(),
        effect.object(),
        effect.attribute(),
        effect.rule(),
        words(effect.delivery()));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case WON -> "won";
      case MERGED -> "merged";
      case LOST -> "lost";
      case NULL -> "had no value";
      case AUTHORITATIVE_NULL -> "says no value";
      case IGNORED -> "asked to be ignored";
      case NOT_IN_SCOPE -> "not in scope";
      case NO_SOURCE -> "no source";
      case ONLY_ONCE -> "only at creation";
      case ERROR -> "failed";
    };
  }

  private static String words(Delivery delivery) {
    return switch (delivery) {
      case NOT_MANAGED -> "not managed";
      case CONFIRMED -> "confirmed";
      case AWAITING_CONFIRMATION -> "sent, awaiting confirmation";
      case PENDING_EXPORT -> "pending export";
    };
  }

  /// Writes it for people.
  public void print(Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println(terminal.paint().strong(Texts.oneLine(object)));
    out.println(
        INDENT
            + attribute
            + " = "
            + (values.isEmpty() ? "(no value)" : Texts.oneLine(String.join(" | ", values))));
    if (since != null) {
      out.println(INDENT + "since " + Texts.time(since) + " UTC");
    }
    if (!state.equals(words(Delivery.NOT_MANAGED))) {
      out.println(INDENT + state);
    }
    for (String note : notes) {
      out.println(INDENT + terminal.paint().notable(Texts.oneLine(note)));
    }
    out.println();
    if (contributions.isEmpty()) {
      out.println(INDENT + "No rule has a flow to it.");
    }
    Table table = new Table("VERDICT", "RULE", "FLOW", "VALUE", "FROM", "WHY");
    for (FlowView one : contributions) {
      table.row(
          one.verdict,
          "%s (%d)".formatted(one.rule, one.precedence),
          Texts.shorten(one.flow.replaceAll("\\s+", " "), SHOWN_CHARACTERS_MAX),
          Texts.shorten(String.join(" | ", one.values), SHOWN_CHARACTERS_MAX),
          one.connector,
          one.detail);
    }
    table.print(out, INDENT);
    sources(out);
    if (!effects.isEmpty()) {
      out.println();
      Table goes = new Table("GOES TO", "OBJECT", "ATTRIBUTE", "RULE", "STATE");
      effects.forEach(
          one -> goes.row(one.connector, one.object, one.attribute, one.rule, one.state));
      goes.print(out, INDENT);
    }
  }
}
