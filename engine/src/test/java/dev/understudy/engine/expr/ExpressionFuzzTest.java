// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random sources and random objects. `-Dseed=…` repeats a run.
class ExpressionFuzzTest {
  private static final long SEED = Long.getLong("seed", 42);
  private static final int ROUNDS = Integer.getInteger("rounds", 3_000);

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          ",",
          "\"",
          "\\",
          "[",
          "]",
          "%",
          "$x",
          "&",
          "&H",
          "&&",
          "||",
          "=",
          "<>",
          "-",
          "+",
          "*",
          "/",
          "<",
          ">=",
          " ",
          "\n",
          "1",
          "99",
          "9223372036854775807",
          "True",
          "NULL",
          "IgnoreThisFlow",
          "AuthoritativeNull",
          "CRLF",
          "[a]",
          "[b]",
          "[n]",
          "%p%",
          "\"x\"",
          "\"😀,\"",
          "vbTextCompare",
          "UTF8",
          "\uD83D",
          "é",
          "\0",
          "|",
          "!");

  private final Random random = new Random(SEED);
  private final List<String> calls = new ArrayList<>(CallChecker.names());
  private final SampleObject object = new SampleObject(false);

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Test
  void randomSourcesAreRefusedOrRun() {
    System.out.println("seed " + SEED);
    object.set("a", Value.of("x")).set("b").set("n", Value.of(5)).setParameter("p", "q");
    int compiled = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder source = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        source.append(random.nextInt(4) == 0 ? any(calls) + "(" : any(PIECES));
      }
      compiled += run(source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isPositive();
  }

  @Test
  void randomCharactersAreRefusedOrRun() {
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder source = new StringBuilder();
      for (int length = random.nextInt(40); length >= 0; length--) {
        source.append(
            (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
      }
      run(source.toString());
    }
  }

  @Test
  void mutatedSourcesAreRefusedOrRun() {
    object.set("a", Value.of("x")).set("b").set("n", Value.of(5));
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder source = new StringBuilder(wellFormed(3));
      for (int times = random.nextInt(3); times >= 0 && !source.isEmpty(); times--) {
        int at = random.nextInt(source.length());
        switch (random.nextInt(3)) {
          case 0 -> source.deleteCharAt(at);
          case 1 -> source.insert(at, any(PIECES));
          default -> source.setCharAt(at, source.charAt(random.nextInt(source.length())));
        }
      }
      run(source.toString());
    }
  }

  @Test
  void wellFormedSourcesRunOnRandomObjects() {
    int ran = 0;
    for (int i = 0; i < ROUNDS; i++) {
      for (String name : List.of("a", "b", "n")) {
        object.set(name, values());
      }
      ran += run(wellFormed(4)) ? 1 : 0;
    }
    assertThat(ran).isGreaterThan(ROUNDS / 20);
  }

  /// Compiles and runs.
  ///
  /// @return whether it compiled
  private boolean run(String source) {
    try {
      Expression expression = Expression.compile(source, object);
      try {
        expression.evaluate(object);
      } catch (EvaluationException e) {
        assertThat(e.issue().render(source)).contains("^");
      }
      return true;
    } catch (ExpressionException e) {
      assertThat(e.issues()).isNotEmpty();
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + SEED + ", source: " + source, e);
    }
  }

  private String wellFormed(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return any(
          List.of("[a]", "[b]", "[n]", "\"x\"", "\"a,b\"", "\"12\"", "5", "-1", "0", "True"));
    }
    if (random.nextInt(4) == 0) {
      String operator = any(List.of("&", "&&", "||", "=", "<>", "<", "+", "-", "*", "/"));
      return wellFormed(depth - 1) + operator + wellFormed(depth - 1);
    }
    String name = any(calls);
    Function function = Functions.get(name);
    if (function == null) {
      return special(name, depth - 1);
    }
    List<String> arguments = new ArrayList<>();
    for (Signature.Parameter parameter : function.signature().parameters()) {
      if (!parameter.optional() || random.nextBoolean()) {
        arguments.add(
            parameter.names().isEmpty() ? fitting(parameter, depth - 1) : any(parameter.names()));
      }
    }
    return name + "(" + String.join(",", arguments) + ")";
  }

  private String fitting(Signature.Parameter parameter, int depth) {
    if (random.nextBoolean()) {
      return wellFormed(depth);
    }
    return (parameter.kinds() & Kind.NUMBER.bit()) != 0 ? "" + (random.nextInt(9) - 2) : "[a]";
  }

  private String special(String name, int depth) {
    String first = wellFormed(depth);
    String second = wellFormed(depth);
    return switch (name) {
      case "IIF" -> "IIF(CBool(" + first + ")," + second + "," + wellFormed(depth) + ")";
      case "Switch" -> "Switch(CBool(" + first + ")," + second + ")";
      case "Select", "With" -> name + "($x," + first + ",$x & " + second + ")";
      case "Where" -> "Where($x," + first + ",$x = " + second + ")";
      case "ImportedValue", "ValueCount" -> name + "(\"a\")";
      case "Error" -> "Error(" + first + ")";
      case "RandomNum" -> "RandomNum(1," + first + ")";
      default -> name + "()";
    };
  }

  private List<Value> values() {
    List<Value> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(
          switch (random.nextInt(8)) {
            case 0 -> Value.of(random.nextBoolean());
            case 1 -> Value.of(random.nextBoolean() ? random.nextLong() : random.nextInt(20));
            case 2 -> Value.of(new byte[random.nextInt(20)]);
            case 3 -> Value.of(Dn.of("CN=a\\0A" + random.nextInt(9) + ",DC=b"));
            case 4 -> Value.of("");
            case 5 -> Value.of("2020-02-1" + random.nextInt(10));
            default -> Value.of("a😀,b " + random.nextInt(100));
          });
    }
    return values;
  }
}
