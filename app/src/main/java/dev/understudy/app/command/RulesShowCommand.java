// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.config.rule.RuleWriter;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.SyncRule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists rules, or shows one.
@Command(
    name = "show",
    description = "List all rules by precedence, or show one whole.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy rules show                          all of the configuration",
      "  understudy rules show 'In from AD'             those whose names contain this",
      "  understudy rules show 100 --rules rules/       one rule whole",
      "  understudy rules show --defaults ad-to-cloud   those that come with Understudy"
    })
final class RulesShowCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = {
        "Name of a rule or a part of it, its precedence, or its identifier;",
        "or a folder or file, to list the rules there."
      })
  private @Nullable String name;

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "Where the rules are (default: those of the configuration).")
  private @Nullable Path path;

  @Option(
      names = "--defaults",
      paramLabel = "SET",
      description = "Show a shipped set: ad-to-cloud, ad-to-scim or directory-to-directory.")
  private @Nullable String shipped;

  @Mixin private OutputOption output = new OutputOption();

  RulesShowCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(
      long precedence,
      String direction,
      String connector,
      String source,
      String target,
      String linkType,
      String name,
      String id,
      boolean disabled,
      int scopeGroups,
      int joinGroups,
      int flows,
      String text) {}

  @Override
  public Integer call() {
    if (name != null && path == null && Files.exists(Path.of(name))) {
      path = Path.of(name);
      name = null;
    }
    RulesAt found = shipped == null ? understudy.rules(path) : RulesAt.shipped(shipped);
    List<SyncRule> rules = found.rules().ruleSet().rules();
    List<SyncRule> wanted = name == null ? rules : matching(rules, name);
    PrintWriter out = understudy.terminal().out();
    if (output.isJson()) {
      Json.print(out, wanted.stream().map(rule -> view(rule, found)).toList());
    } else if (name != null && wanted.size() == 1) {
      out.print(RuleWriter.write(wanted.getFirst()));
    } else {
      table(wanted, found).print(out);
    }
    return 0;
  }

  private static Table table(List<SyncRule> rules, RulesAt found) {
    Table table =
        new Table("PRECEDENCE", "DIRECTION", "CONNECTOR", "TYPES", "LINK", "FLOWS", "RULE");
    for (SyncRule rule : rules) {
      table.row(
          rule.settings().precedence(),
          direction(rule),
          found.connectorName(rule.types().connector()),
          rule.types().source() + " → " + rule.types().target(),
          link(rule),
          rule.flows().size(),
          rule.identity().name() + (rule.settings().disabled() ? " (disabled)" : ""));
    }
    return table;
  }

  private static View view(SyncRule rule, RulesAt found) {
    return new View(
        rule.settings().precedence(),
        direction(rule),
        found.connectorName(rule.types().connector()),
        rule.types().source(),
        rule.types().target(),
        link(rule),
        rule.identity().name(),
        rule.identity().id().toString(),
        rule.settings().disabled(),
        rule.links().scope().size(),
        rule.links().joins().size(),
        rule.flows().size(),
        RuleWriter.write(rule));
  }

  private static String direction(SyncRule rule) {
    return rule.types().direction() == Direction.INBOUND ? "inbound" : "outbound";
  }

  private static String link(SyncRule rule) {
    LinkType type = rule.links().type();
    return switch (type) {
      case PROVISION -> "provision";
      case JOIN -> "join";
      case STICKY_JOIN -> "sticky join";
    };
  }

  /// Those called exactly so, else those that contain it.
  private static List<SyncRule> matching(List<SyncRule> rules, String wanted) {
    List<SyncRule> exact =
        rules.stream()
            .filter(rule ->
                rule.identity().name().equalsIgnoreCase(wanted)
                    || rule.identity().id().toString().equalsIgnoreCase(wanted)
                    || Long.toString(rule.settings().precedence()).equals(wanted))
            .toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    String part = wanted.toLowerCase(Locale.ROOT);
    List<SyncRule> similar =
        rules.stream()
            .filter(rule -> rule.identity().name().toLowerCase(Locale.ROOT).contains(part))
            .toList();
    if (similar.isEmpty()) {
      List<String> names = rules.stream().map(rule -> rule.identity().name()).toList();
      throw AppException.failed(
          "there is no rule \"%s\"%s; understudy rules show lists them"
              .formatted(
                  wanted,
                  NearestName.among(wanted, names)
                      .map(nearest -> " — did you mean \"" + nearest + "\"?")
                      .orElse("")));
    }
    return similar;
  }
}
