// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.inspect.SpaceView;
import dev.understudy.app.inspect.SpaceViews;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows everything about one object of a connector space.
@Command(
    name = "show",
    description = {
      "Show every layer of one object.",
      "What its directory reported, what is not synchronized yet, what was sent and is not confirmed,",
      "what rules want; its link, its errors, its references."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy cs show uid=ann,ou=people,dc=contoso,dc=com",
      "  understudy cs show mail=ann@contoso.com --connector corp",
      "  understudy cs show '#4711' --references 1000"
    })
final class CsShowCommand implements Callable<Integer> {
  private static final int VALUE_CHARACTERS_MAX = 48;
  private static final String INDENT = "  ";

  private final Understudy understudy;

  @Parameters(paramLabel = "OBJECT", description = "Identifier, DN, anchor, or attribute=value.")
  private String query = "";

  @Option(names = "--connector", paramLabel = "NAME", description = "Only of this connector.")
  private @Nullable String connector;

  @Option(
      names = "--references",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many references (default: ${DEFAULT-VALUE}).")
  private int references = 20;

  @Mixin private OutputOption output = new OutputOption();

  CsShowCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() {
    try (Instance instance = understudy.open()) {
      if (connector != null) {
        instance.connector(connector);
      }
      SpaceView view =
          new SpaceViews(instance)
              .of(new SpaceLookup(instance).one(connector, query), Math.max(0, references));
      if (output.isJson()) {
        Json.print(understudy.terminal().out(), view);
      } else {
        print(view, understudy.terminal().out());
      }
    }
    return 0;
  }

  private static void print(SpaceView view, PrintWriter out) {
    SpaceView.Identity identity = view.identity();
    out.println(
        "%s %s  %s"
            .formatted(identity.connector(), identity.type(), Texts.oneLine(identity.name())));
    Table facts = new Table("", "");
    facts.row("dn", identity.dn());
    facts.row("id", Long.toString(identity.id()));
    facts.row(
        "anchor", identity.anchor() == null ? "(not yet in the directory)" : identity.anchor());
    facts.row("partition", identity.partition());
    facts.row("state", String.join(", ", view.state()));
    facts.row("rules want", view.intent());
    SpaceView.Link link = view.link();
    if (link.metaverse() != 0) {
      facts.row("metaverse", "#%d  %s".formatted(link.metaverse(), link.metaverseName()));
      facts.row("linked by", link.joinedBy() + (link.provisioned() ? " (provisioned it)" : ""));
    }
    facts.row("inbound rules", list(link.inboundRules()));
    facts.row("outbound rules", list(link.outboundRules()));
    facts.print(out, INDENT);
    errors(view, out);
    attributes(view, out);
    references(view, out);
  }

  private static void errors(SpaceView view, PrintWriter out) {
    for (SpaceView.Failure error : view.errors()) {
      out.println();
      out.println(INDENT + "error " + error.error() + " in " + error.step());
      out.println(INDENT + INDENT + Texts.oneLine(error.detail()));
      out.println(
          INDENT
              + INDENT
              + "first %s, last %s, %s"
                  .formatted(
                      Texts.time(error.first()),
                      Texts.time(error.last()),
                      error.retries() == 1 ? "1 retry" : error.retries() + " retries"));
    }
  }

  private static void attributes(SpaceView view, PrintWriter out) {
    if (view.attributes().isEmpty()) {
      return;
    }
    boolean synced = view.attributes().stream().anyMatch(one -> one.synced() != null);
    Table table =
        synced
            ? new Table("ATTRIBUTE", "SYNCHRONIZED", "IMPORTED", "SENT", "WANTED")
            : new Table("ATTRIBUTE", "IMPORTED", "SENT", "WANTED");
    List<SpaceView.Attribute> valued =
        view.attributes().stream().filter(CsShowCommand::hasValue).toList();
    for (SpaceView.Attribute one : valued) {
      String imported = shown(one.imported());
      String sent = shown(one.sent());
      String wanted = shown(one.wanted());
      if (synced) {
        table.row(one.name(), shown(one.synced()), imported, sent, wanted);
      } else {
        table.row(one.name(), imported, sent, wanted);
      }
    }
    out.println();
    table.print(out, INDENT);
    int without = view.attributes().size() - valued.size();
    if (without > 0) {
      out.println(
          INDENT
              + "and %s that %s no value and shall have none"
                  .formatted(Texts.count(without, "attribute"), without == 1 ? "has" : "have"));
    }
  }

  private static boolean hasValue(SpaceView.Attribute one) {
    return Stream.of(one.synced(), one.imported(), one.sent(), one.wanted())
        .anyMatch(values -> values != null && !values.isEmpty());
  }

  private static void references(SpaceView view, PrintWriter out) {
    if (view.references().isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table("REFERENCE", "TO", "", "STATE");
    for (SpaceView.Reference one : view.references()) {
      table.row(one.attribute(), one.name(), one.dn(), String.join(", ", one.states()));
    }
    table.print(out, INDENT);
    if (view.moreReferences()) {
      out.println(INDENT + "and more; --references shows them");
    }
  }

  private static String list(List<String> rules) {
    return rules.isEmpty() ? "none" : String.join(", ", rules);
  }

  private static String shown(@Nullable List<String> values) {
    if (values == null) {
      return "";
    }
    return values.isEmpty()
        ? "(none)"
        : Texts.shorten(Texts.oneLine(String.join(" | ", values)), VALUE_CHARACTERS_MAX);
  }
}
