// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.inspect.ExplanationView;
import dev.understudy.app.inspect.Explanations;
import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceObject;
import java.util.List;
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
      "Say why an attribute has its value.",
      "Which rule set it, from which object, since when, which rules lost and why, and where the",
      "value goes from here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy explain mail=ann@contoso.com title",
      "  understudy explain '#4711' department",
      "  understudy explain mail=ann@contoso.com title --connector cloud   what is written there"
    })
final class ExplainCommand implements Callable<Integer> {

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

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      Explanations explanations = new Explanations(instance);
      ExplanationView view =
          connector == null
              ? explanations.of(new MetaverseLookup(instance).one(query), attribute)
              : explanations.of(found(instance, instance.connector(connector).name()), attribute);
      if (output.isJson()) {
        Json.print(understudy.terminal().out(), view);
      } else {
        view.print(understudy.terminal());
      }
    }
    return 0;
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
}
