// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeType;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Runs the expressions of a golden file and writes the file anew, with what they give.
///
/// Blocks are separated by empty lines. Lines with `#` are comments. `@name = values` sets an
/// attribute from there on: `"text"`, `5`, `True`, `0xFF00` for binary, `<CN=a,DC=b>` for a
/// reference, several separated by ` | `, none for an absent one; `@imported name = …`, `@type name
/// STRING` and `@parameter name = "…"` likewise. All other lines are one expression; the lines with
/// `=>` after it are what it gives.
final class GoldenFile {
  private final SampleObject object = new SampleObject(false);
  private final List<String> written = new ArrayList<>();
  private final List<String> expression = new ArrayList<>();

  private GoldenFile() {}

  static String run(String golden) {
    GoldenFile file = new GoldenFile();
    for (String line : golden.split("\n", -1)) {
      file.line(line);
    }
    file.flush();
    return String.join("\n", file.written);
  }

  private void line(String line) {
    if (line.startsWith("=>")) {
      flush();
    } else if (line.isEmpty()) {
      flush();
      written.add(line);
    } else {
      if (line.startsWith("@")) {
        setting(line.substring(1));
      } else if (!line.startsWith("#")) {
        expression.add(line);
      }
      written.add(line);
    }
  }

  private void flush() {
    if (!expression.isEmpty()) {
      String source = String.join("\n", expression).replace("␀", "\0").replace("␉", "\t");
      outcome(source).lines().forEach(line -> written.add(("=> " + line).stripTrailing()));
      expression.clear();
    }
  }

  private String outcome(String source) {
    try {
      return show(object.run(source));
    } catch (ExpressionException e) {
      return e.issues().stream()
          .map(issue -> "mistake: " + issue.render(source))
          .collect(Collectors.joining("\n"));
    } catch (EvaluationException e) {
      return "failure: " + e.issue().render(source);
    }
  }

  private static String show(Result result) {
    return switch (result) {
      case Result.Null _ -> "NULL";
      case Result.AuthoritativeNull _ -> "AuthoritativeNull";
      case Result.IgnoreThisFlow _ -> "IgnoreThisFlow";
      case Result.Values(List<Value> values) ->
          values.stream().map(GoldenFile::show).collect(Collectors.joining(" | "));
    };
  }

  private static String show(Value value) {
    return switch (value) {
      case Value.Text(String text) ->
          '"' + text.replace("\r", "␍").replace("\n", "␊").replace("\t", "␉") + '"';
      case Value.Binary(byte[] bytes) -> "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
      case Value.Reference(Dn dn) -> "<" + dn.text() + ">";
      case Value.Int64 _, Value.Bool _ -> value.toString();
    };
  }

  private void setting(String setting) {
    if (setting.startsWith("type ")) {
      String[] words = setting.split(" ", -1);
      object.setType(words[1], AttributeType.valueOf(words[2]));
      return;
    }
    int equals = setting.indexOf('=');
    String name = setting.substring(0, equals).strip();
    String text = setting.substring(equals + 1).strip();
    if (name.startsWith("parameter ")) {
      object.setParameter(name.substring(10), text.substring(1, text.length() - 1));
      return;
    }
    List<Value> values = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(" \\| ", -1)) {
      values.add(value(part.strip()));
    }
    if (name.startsWith("imported ")) {
      object.setImported(name.substring(9), values);
    } else {
      object.set(name, values);
    }
  }

  private static Value value(String text) {
    if (text.startsWith("\"")) {
      return Value.of(text.substring(1, text.length() - 1).replace("␉", "\t").replace("␊", "\n"));
    }
    if (text.startsWith("<")) {
      return Value.of(Dn.of(text.substring(1, text.length() - 1)));
    }
    if (text.startsWith("0x")) {
      return Value.of(HexFormat.of().parseHex(text.substring(2)));
    }
    return text.equals("True") || text.equals("False")
        ? Value.of(text.equals("True"))
        : Value.of(Long.parseLong(text));
  }
}
