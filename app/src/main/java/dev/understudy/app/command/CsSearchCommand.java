// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.inspect.KnownNames;
import dev.understudy.app.inspect.Labels;
import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.inspect.SpaceLookup.Filter;
import dev.understudy.app.inspect.SpaceLookup.Search;
import dev.understudy.app.inspect.SpaceStates;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds objects of connector spaces.
@Command(
    name = "search",
    description = "Find objects by identifier, DN, anchor or attribute=value, or by their state.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy cs search 'mail=ann*'                        in all connector spaces",
      "  understudy cs search --connector corp --disconnectors   what nothing is linked to",
      "  understudy cs search --errors                           what failed"
    })
final class CsSearchCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "Identifier, DN, anchor, or attribute=value where * stands for any text.")
  private @Nullable String query;

  @Option(names = "--connector", paramLabel = "NAME", description = "Only of this connector.")
  private @Nullable String connector;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only objects of this type.")
  private @Nullable String type;

  @Option(names = "--pending-import", description = "Only those not yet synchronized.")
  private boolean pendingImport;

  @Option(names = "--pending-export", description = "Only those with something to export.")
  private boolean pendingExport;

  @Option(names = "--errors", description = "Only those with an error.")
  private boolean errors;

  @Option(names = "--disconnectors", description = "Only those without a metaverse object.")
  private boolean disconnectors;

  @Option(names = "--placeholders", description = "Only those of which only the name is known.")
  private boolean placeholders;

  @Mixin private PageOption page = new PageOption();
  @Mixin private OutputOption output = new OutputOption();

  CsSearchCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(
      long id, String connector, String type, String name, String dn, List<String> state) {}

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      if (connector != null) {
        instance.connector(connector);
      }
      new KnownNames(instance).checkSpaceType(type);
      Labels labels = new Labels(instance);
      List<View> found =
          new SpaceLookup(instance)
              .search(new Search(connector, query, filter()), page.after(), page.limit()).stream()
                  .map(object -> view(object, labels))
                  .toList();
      print(found, instance);
    }
    return 0;
  }

  private Filter filter() {
    int flags =
        (pendingImport ? SpaceState.PENDING_IMPORT : 0)
            | (pendingExport ? SpaceState.PENDING_EXPORT : 0)
            | (errors ? SpaceState.SYNC_ERROR | SpaceState.EXPORT_ERROR : 0);
    return new Filter(flags, type, disconnectors, placeholders);
  }

  private static View view(SpaceObject object, Labels labels) {
    return new View(
        object.id(),
        labels.name(object.connector()),
        object.isPlaceholder() ? "(placeholder)" : labels.name(object.identity().type()),
        labels.of(object),
        object.identity().dn().text(),
        SpaceStates.words(object));
  }

  private void print(List<View> found, Instance instance) {
    PrintWriter out = understudy.terminal().out();
    if (output.isJson()) {
      Json.print(out, found);
      return;
    }
    if (found.isEmpty()) {
      out.println("Nothing found.");
      out.flush();
      new KnownNames(instance)
          .unknownAttribute(query)
          .ifPresent(reason -> understudy.terminal().err().println("(" + reason + ")"));
      return;
    }
    Table table = new Table("ID", "CONNECTOR", "TYPE", "NAME", "STATE", "DN");
    for (View view : found) {
      table.row(
          Long.toString(view.id),
          view.connector,
          view.type,
          view.name,
          String.join(", ", view.state),
          view.dn);
    }
    table.print(out);
    page.tellNext(understudy.terminal(), found.size(), found.getLast().id());
  }
}
