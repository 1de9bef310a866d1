// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.inspect.Labels;
import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.sync.Explain;
import dev.understudy.engine.sync.Explanation;
import dev.understudy.engine.sync.Explanation.Contribution;
import dev.understudy.engine.sync.Explanation.Delivery;
import dev.understudy.engine.sync.Explanation.Effect;
import dev.understudy.engine.sync.Explanation.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says why an attribute has its value.
@Command(
    name = "explain",
    description = {
      "Say why an attribute has its value: which rule set it, from which object, since when, which",
      "rules lost and why, and where the value goes from here."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final int SHOWN_CHARACTERS_MAX = 60;
  private static final String INDENT = "  ";

  private final Understudy understudy;

  @Parameters(
      index = "0",
      paramLabel = "OBJECT",
      description = "Identifier, DN, anchor, or attribute=value.")
  private String query = "";

  @Parameters(
      index = "1",
      paramLabel = "ATTRIBUTE",
      description = "A metaverse attribute; with --connector one of that directory.")
  private String attribute = "";

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "Explain what is written to this connector, not the metaverse value.")
  private @Nullable String connector;

  @Mixin private OutputOption output = new OutputOption();

  ExplainCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(
      String object,
      String attribute,
      List<String> values,
      @Nullable Instant since,
      String state,
      List<ContributionView> contributions,
      List<EffectView> effects) {}

  private record ContributionView(
      String rule,
      long precedence,
      String connector,
      String source,
      String flow,
      String verdict,
      String detail,
      List<String> values) {}

  private record EffectView(
      String connector, String object, String attribute, String rule, String state) {}

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      Explain explain =
          new Explain(instance.context(new StepReport(0, Integer.MAX_VALUE, Progress.NONE)));
      View view = connector == null ? metaverse(instance, explain) : space(instance, explain);
      if (output.isJson()) {
        Json.print(understudy.terminal().out(), view);
      } else {
        print(view, understudy.terminal().out());
      }
    }
    return 0;
  }

  private View metaverse(Instance instance, Explain explain) {
    MetaverseObject object = new MetaverseLookup(instance).one(query);
    known(instance, instance.configuration().metaverse().attributes().keySet());
    String name = "metaverse object #%d %s".formatted(object.id(), new Labels(instance).of(object));
    return view(name, explain.metaverse(object.id(), attribute));
  }

  private View space(Instance instance, Explain explain) {
    String name = instance.connector(connector == null ? "" : connector).name();
    SpaceObject object = found(instance, name);
    return view(
        "%s object %s".formatted(name, object.identity().dn().text()),
        explain.space(object.id(), attribute));
  }

  /// The object itself, or the one that is linked to the same metaverse object.
  private SpaceObject found(Instance instance, String name) {
    int number =
        instance
            .number(name)
            .orElseThrow(() -> AppException.failed(name + " was never imported or exported to"));
    List<SpaceObject> direct =
        new SpaceLookup(instance)
            .search(new SpaceLookup.Search(name, query, SpaceLookup.Filter.NONE), 0, 2);
    if (direct.size() == 1) {
      return direct.getFirst();
    }
    MetaverseObject object = new MetaverseLookup(instance).one(query);
    return instance.store().space().joinedTo(List.of(object.id())).stream()
        .filter(linked -> linked.connector() == number)
        .findFirst()
        .orElseThrow(
            () -> AppException.failed("\"%s\" has no object in %s".formatted(query, name)));
  }

  private void known(Instance instance, Set<String> schema) {
    Set<String> names = new TreeSet<>(schema);
    instance
        .configuration()
        .ruleSet()
        .rules()
        .forEach(rule -> rule.flows().forEach(flow -> names.add(flow.target())));
    if (!names.contains(attribute)) {
      throw AppException.usage(
          "the metaverse has no attribute \"%s\"%s"
              .formatted(
                  attribute,
                  NearestName.among(attribute, names)
                      .map(nearest -> " — did you mean " + nearest + "?")
                      .orElse("")));
    }
  }

  private static View view(String object, Explanation explanation) {
    return new View(
        object,
        explanation.attribute(),
        Labels.texts(explanation.values()),
        explanation.since(),
        words(explanation.state()),
        explanation.contributions().stream().map(ExplainCommand::view).toList(),
        explanation.effects().stream().map(ExplainCommand::view).toList());
  }

  private static ContributionView view(Contribution one) {
    return new ContributionView(
        one.rule(),
        one.precedence(),
        one.connector(),
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

  private static void print(View view, PrintWriter out) {
    out.println(view.object);
    out.println(
        INDENT
            + view.attribute
            + " = "
            + (view.values.isEmpty()
                ? "(no value)"
                : Texts.oneLine(String.join(" | ", view.values))));
    if (view.since != null) {
      out.println(INDENT + "since " + Texts.time(view.since) + " UTC");
    }
    if (!view.state.equals(words(Delivery.NOT_MANAGED))) {
      out.println(INDENT + view.state);
    }
    out.println();
    if (view.contributions.isEmpty()) {
      out.println(INDENT + "No rule has a flow to it.");
    }
    Table table = new Table("VERDICT", "RULE", "FLOW", "VALUE", "FROM", "WHY");
    for (ContributionView one : view.contributions) {
      table.row(
          one.verdict,
          "%s (%d)".formatted(one.rule, one.precedence),
          Texts.shorten(one.flow.replaceAll("\\s+", " "), SHOWN_CHARACTERS_MAX),
          Texts.shorten(String.join(" | ", one.values), SHOWN_CHARACTERS_MAX),
          one.source.isEmpty() ? one.connector : one.connector + ": " + one.source,
          one.detail);
    }
    table.print(out, INDENT);
    if (!view.effects.isEmpty()) {
      out.println();
      Table effects = new Table("GOES TO", "OBJECT", "ATTRIBUTE", "RULE", "STATE");
      view.effects.forEach(
          one -> effects.row(one.connector, one.object, one.attribute, one.rule, one.state));
      effects.print(out, INDENT);
    }
  }
}
