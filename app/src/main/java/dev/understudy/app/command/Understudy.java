// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.config.Configuration;
import dev.understudy.config.Environment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command itself: what all subcommands share.
@Command(
    name = "understudy",
    description =
        "Keeps identities in step between directories, with a second server in the wings.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a gate is red, 4 the delete threshold stopped it.",
      "Begin with: understudy demo --once"
    })
public final class Understudy implements Runnable {
  private final Terminal terminal;
  private final Environment environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:UNDERSTUDY_CONFIG:-understudy.yaml}",
      description =
          "The configuration (default: $UNDERSTUDY_CONFIG, else understudy.yaml in this folder).")
  private Path config = Path.of("understudy.yaml");

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where a failure comes from.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Understudy(Terminal terminal, Environment environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /// The whole command line.
  public static <T extends IExecutionExceptionHandler & IParameterExceptionHandler>
      CommandLine commandLine(Terminal terminal, Environment environment, T failures) {
    Understudy understudy = new Understudy(terminal, environment);
    CommandLine line = new CommandLine(understudy);
    line.getCommandSpec().addOption(help()).addOption(version());
    line.addSubcommand(new DemoCommand(understudy));
    line.addSubcommand(new RunCommand(understudy));
    line.addSubcommand(new CycleCommand(understudy).commandLine());
    line.addSubcommand(new PendingCommand(understudy));
    line.addSubcommand(new PreviewCommand(understudy));
    line.addSubcommand(new ExplainCommand(understudy));
    line.addSubcommand(new CsCommand(understudy).commandLine());
    line.addSubcommand(new MvCommand(understudy).commandLine());
    line.addSubcommand(new RulesCommand(understudy).commandLine());
    line.addSubcommand(new ExprCommand(understudy));
    line.addSubcommand(new HistoryCommand(understudy));
    line.addSubcommand(new ConnectorsCommand(understudy).commandLine());
    line.addSubcommand(new BenchCommand(understudy));
    line.addSubcommand(new TenantCommand(understudy));
    line.addSubcommand(new VersionCommand(understudy));
    line.addSubcommand(new CompletionCommand(understudy));
    line.addSubcommand(new HelpCommand(understudy));
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.paint().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .description("Show this help.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version of this program and of Java.")
        .build();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  Terminal terminal() {
    return terminal;
  }

  /// The configuration file, whether it is there or not.
  Path configurationFile() {
    return config;
  }

  /// What configuration may refer to.
  Environment environment() {
    return environment;
  }

  /// What the configuration says.
  Configuration configuration() {
    return Instance.configuration(config, environment);
  }

  /// Opens what the configuration says.
  Instance open() {
    return Instance.open(config, environment);
  }

  /// Opens it to change something, and mentions what looks odd in it.
  Instance openToRun() {
    Instance instance = open();
    int warnings = instance.configuration().warnings().size();
    if (warnings > 0) {
      terminal
          .err()
          .println(
              "(%s about the configuration; understudy rules check shows them)"
                  .formatted(Texts.count(warnings, "warning")));
    }
    return instance;
  }

  /// The rules at a path, or those of the configuration.
  RulesAt rules(@Nullable Path path) {
    return path == null ? RulesAt.configuration(configuration()) : RulesAt.path(path);
  }

  /// Whether failures are shown with their stack.
  public boolean debug() {
    return debug;
  }
}
