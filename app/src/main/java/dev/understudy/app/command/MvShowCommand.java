// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.inspect.MetaverseObjectView;
import dev.understudy.app.inspect.MetaverseViews;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows everything about one metaverse object.
@Command(
    name = "show",
    description = {
      "Show one metaverse object.",
      "Each value with the rule and the object it comes from and since when, the objects joined in it,",
      "its references."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  understudy mv show mail=ann@contoso.com", "  understudy mv show '#4711' -o json"})
final class MvShowCommand implements Callable<Integer> {
  private static final int VALUE_CHARACTERS_MAX = 60;
  private static final String INDENT = "  ";

  private final Understudy understudy;

  @Parameters(
      paramLabel = "OBJECT",
      description = "Identifier, attribute=value, or DN or anchor of a linked object.")
  private String query = "";

  @Option(
      names = "--references",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many references (default: ${DEFAULT-VALUE}).")
  private int references = 20;

  @Mixin private OutputOption output = new OutputOption();

  MvShowCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      MetaverseObjectView view =
          new MetaverseViews(instance)
              .of(new MetaverseLookup(instance).one(query), Math.max(0, references));
      if (output.isJson()) {
        Json.print(understudy.terminal().out(), view);
      } else {
        print(view, understudy.terminal().out());
      }
    }
    return 0;
  }

  private static void print(MetaverseObjectView view, PrintWriter out) {
    out.println(
        "metaverse %s #%d  %s".formatted(view.type(), view.id(), Texts.oneLine(view.name())));
    Table links = new Table("JOINED", "TYPE", "ID", "DN", "BY", "STATE");
    for (MetaverseObjectView.Link link : view.links()) {
      links.row(
          link.connector(),
          link.type(),
          Long.toString(link.id()),
          link.dn(),
          link.joinedBy(),
          String.join(", ", link.state()));
    }
    out.println();
    links.print(out, INDENT);
    Table attributes = new Table("ATTRIBUTE", "VALUE", "RULE", "FROM", "SINCE");
    for (MetaverseObjectView.Attribute one : view.attributes()) {
      attributes.row(
          one.name(),
          Texts.shorten(Texts.oneLine(String.join(" | ", one.values())), VALUE_CHARACTERS_MAX),
          one.rule(),
          one.connector(),
          Texts.time(one.since()));
    }
    out.println();
    attributes.print(out, INDENT);
    Table references = new Table("REFERENCE", "TO", "ID", "RULE");
    view.references()
        .forEach(one ->
            references.row(one.attribute(), one.name(), Long.toString(one.id()), one.rule()));
    if (!references.isEmpty()) {
      out.println();
      references.print(out, INDENT);
    }
    if (view.moreReferences()) {
      out.println(INDENT + "and more; --references shows them");
    }
  }
}
