// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.app.output.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueRowsTest {
  private final Table table = new Table("", "", "");
  private final ValueRows rows = new ValueRows(table);

  private List<String> printed() {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString().lines().toList();
  }

  @Test
  void oneValueIsShownBeforeAndAfter() {
    rows.add("title", List.of("Buyer"), List.of("Chief"), "rule");
    rows.add("info", List.of("old"), List.of(), "rule");
    rows.add("mail", List.of(), List.of("a@x"), "rule");
    assertThat(printed())
        .containsExactly(
            "title  Buyer → Chief  rule",
            "info   old → (none)   rule",
            "mail   (none) → a@x   rule");
  }

  @Test
  void ofSeveralValuesOnlyThoseThatComeOrGoAreShown() {
    rows.add("proxy", List.of("a", "b", "c"), List.of("c", "a", "d"), "rule");
    assertThat(printed()).containsExactly("proxy  − b  rule", "proxy  + d  rule");
  }

  @Test
  void veryManyValuesAreCounted() {
    List<String> many = IntStream.range(0, 33).mapToObj(Integer::toString).toList();
    rows.add("proxy", many, "rule");
    assertThat(printed()).hasSize(21).last().asString().contains("+ 13 more values");
  }
}
