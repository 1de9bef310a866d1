// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private final SampleObject object = new SampleObject(true);

  private ExpressionException mistakes(String source) {
    return assertThrows(ExpressionException.class, () -> Expression.compile(source, object));
  }

  private static Result.Values text(String text) {
    return new Result.Values(List.of(Value.of(text)));
  }

  @Test
  void emojiAndSurrogatesInLeftMidLen() {
    object.set("displayName", Value.of("👩‍💻 Ann 😀"));
    assertThat(object.run("Left([displayName],1)")).isEqualTo(text("👩"));
    assertThat(object.run("Mid([displayName],9,1)")).isEqualTo(text("😀"));
    assertThat(object.run("Len([displayName])")).isEqualTo(new Result.Values(List.of(Value.of(9))));
    assertThat(object.run("Right([displayName],2)")).isEqualTo(text(" 😀"));
  }

  @Test
  void newlinesInExpressionsChangeNothing() {
    String oneLine = "IIF(IsPresent([mail]),Trim([mail]) & \"a  b\",NULL)";
    String manyLines = "\r\nIIF (\n\tIsPresent( [mail] ),\r\n  Trim([mail])&\"a  b\" , NULL\n)\n";
    Expression compiled = Expression.compile(manyLines, object);
    assertThat(compiled.normalized())
        .isEqualTo(Expression.compile(oneLine, object).normalized())
        .isEqualTo("IIF(IsPresent([mail]),Trim([mail])&\"a  b\",NULL)");
    assertThat(compiled.source()).isEqualTo(manyLines);
    object.set("mail", Value.of(" x "));
    assertThat(compiled.evaluate(object)).isEqualTo(text("xa  b"));
  }

  @Test
  void whatChangesTheMeaningChangesTheNormalizedText() {
    String normalized = Expression.compile("\"a b\" & [x]", object).normalized();
    assertThat(Expression.compile("\"a  b\" & [x]", object).normalized()).isNotEqualTo(normalized);
    assertThat(Expression.compile("\"a b\" & [X]", object).normalized()).isNotEqualTo(normalized);
  }

  @Test
  void aNormalizedTextNormalizesToItself() {
    for (String source : List.of("\"q\"\"\\\\n\" & \"\\x\"", "-[a] - -5 + &HFF", "%p%&CRLF")) {
      String normalized = Expression.compile(source, object).normalized();
      assertThat(Expression.compile(normalized, object).normalized()).isEqualTo(normalized);
    }
  }

  @Test
  void nullAuthoritativeNullAndIgnoreThisFlowAreToldApart() {
    assertThat(object.run("IIF(IsPresent([x]),\"a\",NULL)")).isSameAs(Result.NULL);
    assertThat(object.run("IIF(IsPresent([x]),\"a\",AuthoritativeNull)"))
        .isSameAs(Result.AUTHORITATIVE_NULL);
    assertThat(object.run("IIF(IsPresent([x]),\"a\",IgnoreThisFlow)"))
        .isSameAs(Result.IGNORE_THIS_FLOW);
  }

  @Test
  void anEmptyTextIsNull() {
    assertThat(object.run("Left(Trim([info]),448)")).isSameAs(Result.NULL);
    object.set("info", Value.of("   "));
    assertThat(object.run("Left(Trim([info]),448)")).isSameAs(Result.NULL);
  }

  @Test
  void proxyAddressesViaImportedValueDoesNotSeeAPendingAddition() {
    object
        .set("proxyAddresses", Value.of("SMTP:a@x"), Value.of("x500:/o=x"))
        .setImported("proxyAddresses", List.of(Value.of("SMTP:a@x")));
    assertThat(object.run("RemoveDuplicates(Trim(ImportedValue(\"proxyAddresses\")))"))
        .isEqualTo(text("SMTP:a@x"));
    assertThat(object.run("Count([proxyAddresses])"))
        .isEqualTo(new Result.Values(List.of(Value.of(2))));
  }

  @Test
  void namesThatAreUsedAreKnown() {
    Expression expression =
        Expression.compile(
            "IIF(ValueCount(\"member\")>5 && ValueCount(\"cn\")>0,[cn] & ImportedValue(\"sn\"),"
                + "%Domain.FQDN%)",
            object);
    assertThat(expression.attributes()).containsExactlyInAnyOrder("cn", "sn");
    assertThat(expression.countedAttributes()).containsExactly("member");
    assertThat(expression.parameters()).containsExactly("Domain.FQDN");
  }

  @Test
  void allMistakesAreReportedInTheOrderOfTheText() {
    SampleObject strict = new SampleObject(false).set("mail");
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Expression.compile("Trm([mali]) &\n Left([mail])", strict))
        .satisfies(e ->
            assertThat(e.issues())
                .containsExactly(
                    new Issue(1, 1, "unknown function \"Trm\"", "Trim"),
                    new Issue(1, 5, "unknown attribute \"mali\"", "mail"),
                    new Issue(
                        2,
                        2,
                        "Left takes 2 arguments, not 1: Left(str|bin value, num length)",
                        null)));
  }

  @Test
  void theCaretStandsUnderThePlaceInALongLine() {
    String source = "\"" + "x".repeat(400) + "\" & Foo() & \"" + "y".repeat(400) + "\"";
    String[] lines = mistakes(source).issues().getFirst().render(source).split("\n", -1);
    assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("Foo()");
    assertThat(lines[1]).hasSizeLessThan(120);
  }

  @Test
  void theCaretStandsUnderThePlaceBehindEmojiAndTabs() {
    String source = "\t\"😀\" & Foo()";
    assertThat(mistakes(source).issues().getFirst())
        .isEqualTo(new Issue(1, 8, "unknown function \"Foo\"", null));
    assertThat(mistakes(source).getMessage()).endsWith("\n  \t      ^");
  }

  @Test
  void deepNestingIsAMistakeAndNoStackOverflow() {
    for (String opening : List.of("(", "Trim(", "-(", "IIF(True,")) {
      String source = opening.repeat(60_000 / opening.length());
      assertThat(mistakes(source).issues()).anyMatch(i -> i.message().contains("nested more than"));
    }
    assertThat(mistakes("(".repeat(100_000)).getMessage()).contains("the limit is 65,536");
  }

  @Test
  void aLongChainIsNoDeepTree() {
    String source = "1" + "+1".repeat(30_000);
    assertThat(object.run(source)).isEqualTo(new Result.Values(List.of(Value.of(30_001))));
    String or = "[x] = 1" + " || [x] = 1".repeat(5_000);
    assertThat(object.run(or)).isEqualTo(new Result.Values(List.of(Value.of(false))));
  }

  @Test
  void theDeepestAllowedNestingRuns() {
    int depth = Limits.DEPTH_MAX;
    String source = "IIF(IsPresent([x]),\"a\",".repeat(depth - 1) + "[y]" + ")".repeat(depth - 1);
    assertThat(object.run(source)).isSameAs(Result.NULL);
  }

  @Test
  void growthStopsAtTheLimit() {
    object.set("x", Value.of("x".repeat(1000)));
    List<String> bombs =
        List.of(
            "PadLeft([x],9223372036854775807,\"x\")",
            "With($a,Replace([x],\"x\",[x]),Replace($a,\"x\",$a))",
            "With($a,PadLeft([x],1048576,\"x\"),$a & $a)",
            "With($a,PadLeft([x],1048576,\"x\"),ConvertToUTF8Hex($a))",
            "With($a,Split(PadLeft([x],1048576,\",\"),\",\"),Select($b,$a,PadLeft([x],99999,\"x\")))",
            "With($a,Split(PadLeft([x],1048576,\",\"),\",\"),Join($a,[x]))",
            "With($a,Split(PadLeft([x],1048576,\",\"),\",\"),Select($b,$a,$a))");
    for (String bomb : bombs) {
      Expression expression = Expression.compile(bomb, object);
      assertThatExceptionOfType(EvaluationException.class)
          .as(bomb)
          .isThrownBy(() -> expression.evaluate(object))
          .withMessageMatching("(?s).*(limit is|too much work).*");
    }
  }

  @Test
  void anErrorKeepsNoStack() {
    Expression expression = Expression.compile("Error(\"no \" & [x])", object);
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> expression.evaluate(object))
        .satisfies(e -> {
          assertThat(e.error().text()).isEqualTo("sync-rule-error-function-triggered");
          assertThat(e.getStackTrace()).isEmpty();
        });
  }
}
