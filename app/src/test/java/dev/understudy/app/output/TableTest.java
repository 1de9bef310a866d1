// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

  private static String print(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void columnsAreAlignedAndNumbersStandToTheRight() {
    Table table = new Table("NAME", "COUNT").row("a", 5).row("longer", 12_345);
    assertThat(print(table)).isEqualTo("NAME     COUNT\na            5\nlonger  12,345\n");
  }

  @Test
  void widthIsWhatATerminalShows() {
    Table table = new Table("NAME", "X").row("山田", "1 a").row("a\u0301b", "2 b");
    assertThat(print(table)).isEqualTo("NAME  X\n山田  1 a\na\u0301b    2 b\n");
  }

  @Test
  void noCellBreaksItsLineOrSteersTheTerminal() {
    Table table = new Table("A", "B").row("x\ny\u001b[2J", "\u202eevil");
    assertThat(print(table)).endsWith("x\\ny\\u001b[2J  \\u202eevil\n");
  }

  @Test
  void coloursNeedATerminalAndNobodyAgainstThem() {
    assertThat(Terminal.isColoured(true, Map.of("TERM", "xterm")::get)).isTrue();
    assertThat(Terminal.isColoured(true, Map.of("NO_COLOR", "1")::get)).isFalse();
    assertThat(Terminal.isColoured(true, Map.of("NO_COLOR", "")::get)).isTrue();
    assertThat(Terminal.isColoured(true, Map.of("TERM", "dumb")::get)).isFalse();
    assertThat(Terminal.isColoured(false, Map.of("TERM", "xterm")::get)).isFalse();
  }

  @Test
  void rowsForSpreadsheetsAreQuotedAndNeverFormulas() {
    StringWriter text = new StringWriter();
    Csv csv = new Csv(new PrintWriter(text), "a", "b");
    csv.row("say \"hi\", you", "two\nlines");
    csv.row("=1+1", "-2");
    csv.row("@x", "+31 20");
    csv.row("", "a=b");
    assertThat(text)
        .hasToString(
            "a,b\r\n\"say \"\"hi\"\", you\",\"two\nlines\"\r\n'=1+1,'-2\r\n'@x,'+31 20\r\n,a=b\r\n");
  }
}
