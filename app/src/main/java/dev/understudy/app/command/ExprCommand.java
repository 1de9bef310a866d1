// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Terminal;
import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.expr.Expression;
import dev.understudy.engine.expr.ExpressionException;
import dev.understudy.engine.expr.Result;
import dev.understudy.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries one expression.
@Command(
    name = "expr",
    description = {
      "Try an expression of the rule language on one object.",
      "Shows the values it gives and their type, or where and why it fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy expr 'Left([mail], InStr([mail], \"@\") - 1)' --object person.json",
      "  understudy expr '%%Domain.FQDN%%' --parameter Domain.FQDN=contoso.com"
    })
final class ExprCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(
      paramLabel = "EXPRESSION",
      description = "For example 'IIF(IsPresent([mail]), [mail], [userPrincipalName])'.")
  private String text = "";

  @Option(
      names = "--object",
      paramLabel = "FILE",
      description = {
        "The object: LDIF with one entry, or JSON such as",
        "{\"mail\": \"ann@contoso.com\", \"otherMailbox\": [\"a@x.com\", \"b@x.com\"]}."
      })
  private @Nullable Path objectFile;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "The value of a %%parameter%%, for example Domain.FQDN=contoso.com.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin private OutputOption output = new OutputOption();

  ExprCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(String result, @Nullable String type, List<Object> values) {}

  @Override
  public Integer call() {
    SampleObject object = objectFile == null ? SampleObject.EMPTY : SampleObjects.read(objectFile);
    SampleInputs inputs = new SampleInputs(object, parameters);
    Expression expression = compile(inputs);
    Result result;
    try {
      result = expression.evaluate(inputs);
    } catch (EvaluationException e) {
      throw new AppException(
          ExitCode.FAILED, "the expression fails for this object\n" + e.issue().render(text), e);
    }
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), view(result));
    } else {
      print(result, expression, object);
    }
    return 0;
  }

  private Expression compile(SampleInputs inputs) {
    try {
      return Expression.compile(text, inputs);
    } catch (ExpressionException e) {
      throw new AppException(ExitCode.FAILED, "the expression has mistakes\n" + e.getMessage(), e);
    }
  }

  private void print(Result result, Expression expression, SampleObject object) {
    Terminal terminal = understudy.terminal();
    switch (result) {
      case Result.Values(List<Value> values) -> {
        values.forEach(value -> terminal.out().println(value));
        String many = values.size() == 1 ? "" : values.size() + " values, ";
        terminal.err().println("(" + many + typeOf(values.getFirst()) + ")");
      }
      case Result.Null _ -> terminal.out().println("NULL: nothing to contribute, another rule may");
      case Result.AuthoritativeNull _ ->
          terminal
              .out()
              .println("AuthoritativeNull: the attribute is removed, whatever others say");
      case Result.IgnoreThisFlow _ ->
          terminal.out().println("IgnoreThisFlow: as if there were no such flow");
    }
    Set<String> absent = new TreeSet<>(expression.attributes());
    absent.removeAll(object.values().keySet());
    if (!absent.isEmpty()) {
      terminal.err().println("(without a value here: " + String.join(", ", absent) + ")");
    }
  }

  private static View view(Result result) {
    return switch (result) {
      case Result.Values(List<Value> values) ->
          new View(
              "values",
              typeOf(values.getFirst()),
              values.stream().map(ExprCommand::plain).toList());
      case Result.Null _ -> new View("NULL", null, List.of());
      case Result.AuthoritativeNull _ -> new View("AuthoritativeNull", null, List.of());
      case Result.IgnoreThisFlow _ -> new View("IgnoreThisFlow", null, List.of());
    };
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Int64(long number) -> number;
      case Value.Bool(boolean bool) -> bool;
      case Value.Text _, Value.Binary _, Value.Reference _ -> value.toString();
    };
  }

  private static String typeOf(Value value) {
    return switch (value) {
      case Value.Text _ -> "string";
      case Value.Int64 _ -> "number";
      case Value.Bool _ -> "boolean";
      case Value.Binary _ -> "binary, shown as Base64";
      case Value.Reference _ -> "reference";
    };
  }
}
