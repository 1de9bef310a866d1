// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.inspect.KnownNames;
import dev.understudy.app.inspect.Labels;
import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds metaverse objects.
@Command(
    name = "search",
    description = "Find metaverse objects by identifier or attribute=value.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy mv search 'displayName=Anna*'",
      "  understudy mv search --type group --limit 10"
    })
final class MvSearchCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "Identifier, or attribute=value where * stands for any text.")
  private @Nullable String query;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only objects of this type.")
  private @Nullable String type;

  @Mixin private PageOption page = new PageOption();
  @Mixin private OutputOption output = new OutputOption();

  MvSearchCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(long id, String type, String name, List<String> joined) {}

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      new KnownNames(instance).checkMetaverseType(type);
      Labels labels = new Labels(instance);
      List<View> found =
          new MetaverseLookup(instance)
              .search(query, type, page.after(), page.limit()).stream()
                  .map(object ->
                      new View(
                          object.id(),
                          labels.name(object.type()),
                          labels.of(object),
                          joined(instance, labels, object.id())))
                  .toList();
      print(found, instance);
    }
    return 0;
  }

  private static List<String> joined(Instance instance, Labels labels, long id) {
    return instance.store().space().joinedTo(List.of(id)).stream()
        .map(linked -> labels.name(linked.connector()))
        .sorted()
        .toList();
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
    Table table = new Table("ID", "TYPE", "NAME", "JOINED");
    found.forEach(view ->
        table.row(Long.toString(view.id), view.type, view.name, String.join(", ", view.joined)));
    table.print(out);
    page.tellNext(understudy.terminal(), found.size(), found.getLast().id());
  }
}
