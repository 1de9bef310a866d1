// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import dev.understudy.app.command.Understudy;
import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.output.Carets;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.connector.ConnectorException;
import dev.understudy.engine.expr.ExpressionException;
import dev.understudy.engine.program.RuleException;
import dev.understudy.engine.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where a failure becomes a message and an exit code.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    terminal.out().flush();
    ExitCode code = ExitCode.FAILED;
    switch (e) {
      case AppException failure -> {
        code = failure.code();
        say(text(failure));
      }
      case ConfigurationException failure -> {
        say("the configuration cannot be used:");
        Carets carets = new Carets();
        failure.problems().forEach(problem -> carets.print(terminal.err(), problem));
      }
      case RuleException failure -> say("the rules cannot be used:\n" + text(failure));
      case ExpressionException failure -> say(text(failure));
      case ConnectorException failure -> say(text(failure));
      case StoreException failure -> say(text(failure));
      case UncheckedIOException failure -> say(reason(failure));
      case IOException failure -> say(reason(failure));
      case InterruptedException _ -> say("stopped");
      default ->
          say(
              "this should not have happened: %s%s"
                  .formatted(
                      e,
                      debug(command)
                          ? ""
                          : "\nRun it again with --debug to see where, and report it."));
    }
    if (debug(command)) {
      e.printStackTrace(terminal.err());
    }
    return code.number();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    terminal.out().flush();
    say(e instanceof UnmatchedArgumentException unmatched ? text(unmatched) : text(e));
    boolean suggested = UnmatchedArgumentException.printSuggestions(e, terminal.err());
    boolean incomplete =
        !e.getCommandLine().getSubcommands().isEmpty()
            && !(e instanceof UnmatchedArgumentException);
    if (incomplete) {
      terminal.err().println();
      e.getCommandLine().usage(terminal.err(), CommandLine.Help.Ansi.OFF);
    } else if (!suggested) {
      terminal
          .err()
          .println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE.number();
  }

  private static String text(UnmatchedArgumentException e) {
    String words = String.join(" ", e.getUnmatched());
    return e.isUnknownOption()
        ? "there is no option " + words + " here"
        : "\"" + words + "\" is not understood here";
  }

  /// Names of choices are words of the command line, not of this program.
  private static String text(ParameterException e) {
    return CHOICES
        .matcher(text((Exception) e))
        .replaceAll(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT));
  }

  private static String text(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  /// The message of an I/O error is often only the name of the file; its type says what happened.
  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    String kind = cause.getClass().getSimpleName().replaceAll("Exception$", "");
    return cause.getMessage() == null ? kind : cause.getMessage() + " (" + kind + ")";
  }

  private void say(String message) {
    terminal.err().println("understudy: " + Texts.lines(message));
  }

  private static boolean debug(CommandLine command) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root.getCommand() instanceof Understudy understudy && understudy.debug();
  }
}
