// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.inspect.Labels;
import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.preview.AllPreview;
import dev.understudy.app.preview.AllReport;
import dev.understudy.app.preview.OnePreview;
import dev.understudy.app.preview.PreviewView;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what rules would do, without doing it.
@Command(
    name = "preview",
    description = {
      "Show what a synchronization would do; nothing is written.",
      "With OBJECT one object, with --all everybody, on a copy of the store; with --rules by other",
      "rules than those of the configuration."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy preview mail=ann@contoso.com                     one object, nothing written",
      "  understudy preview --all --rules other-rules --summary      a change of rules, on everybody"
    })
final class PreviewCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      arity = "0..1",
      paramLabel = "OBJECT",
      description = "Identifier, DN, anchor, or attribute=value.")
  private @Nullable String query;

  @Option(names = "--connector", paramLabel = "NAME", description = "Look for OBJECT only there.")
  private @Nullable String connector;

  @Option(names = "--all", description = "Everybody: what would be different, and by which rule.")
  private boolean all;

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "Try these rules: a folder or file of rules, or another configuration file.")
  private @Nullable Path rules;

  @Option(names = "--summary", description = "With --all: only the counts.")
  private boolean summary;

  @Mixin private OutputOption output = new OutputOption();

  PreviewCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (all == (query != null)) {
      throw AppException.usage("name one OBJECT, or say --all for everybody");
    }
    try (Instance instance = understudy.open()) {
      if (connector != null) {
        instance.connector(connector);
      }
      RuleSet tried =
          rules == null
              ? instance.configuration().ruleSet()
              : OtherRules.at(rules, instance.configuration(), understudy.environment());
      return all ? everybody(instance, tried) : one(instance, tried);
    }
  }

  private int one(Instance instance, RuleSet tried) {
    SpaceObject object = object(instance);
    StepReport report = new StepReport(0, Limits.DEFAULT.errorsMax(), Progress.NONE);
    PreviewView view =
        new OnePreview(
                instance.context(
                    instance.store(),
                    instance.compile(tried, instance.store().dictionary()),
                    report),
                new Labels(instance.store().dictionary(), tried))
            .of(object);
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), view);
    } else {
      view.print(understudy.terminal());
    }
    return view.failure() == null ? 0 : 1;
  }

  /// The object itself; for a metaverse object, the first that is joined in it.
  private SpaceObject object(Instance instance) {
    String wanted = query == null ? "" : query;
    List<SpaceObject> found =
        new SpaceLookup(instance)
            .search(new SpaceLookup.Search(connector, wanted, SpaceLookup.Filter.NONE), 0, 2);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty() && connector == null) {
      long id = new MetaverseLookup(instance).one(wanted).id();
      return instance.store().space().joinedTo(List.of(id)).getFirst();
    }
    return new SpaceLookup(instance).one(connector, wanted);
  }

  private int everybody(Instance instance, RuleSet tried) throws InterruptedException {
    try (AllPreview preview = new AllPreview(instance, tried);
        ProgressLine progress = new ProgressLine(understudy.terminal())) {
      preview.synchronize(progress);
      progress.clear();
      AllReport report = new AllReport(understudy.terminal().out(), output.isJson(), summary);
      preview.forEach(report::add);
      report.end(preview.errors());
      return preview.errors().isEmpty() ? 0 : 1;
    }
  }
}
