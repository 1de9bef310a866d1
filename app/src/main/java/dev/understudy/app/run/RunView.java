// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import dev.understudy.app.output.Paint;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run with its steps, for people and machines.
///
/// @param ended null while it runs, or when it was killed
public record RunView(
    long id,
    String connector,
    String profile,
    long number,
    String user,
    String result,
    Instant started,
    @Nullable Instant ended,
    List<Step> steps) {
  private static final String INDENT = "  ";

  /// One step.
  ///
  /// @param counters by the names of the specification
  /// @param errors as many as were asked for
  /// @param moreErrors whether there are more
  public record Step(
      int number,
      String type,
      String partition,
      String result,
      String detail,
      Instant started,
      @Nullable Instant ended,
      Map<String, Long> counters,
      List<ObjectFailure> errors,
      boolean moreErrors) {}

  /// What went wrong with one object.
  public record ObjectFailure(long object, String dn, String error, String detail) {}

  /// How long it took, empty while nobody knows.
  public String took() {
    return took(started, ended);
  }

  /// Writes the run, its steps, their counters and errors.
  public void print(Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println(
        "%s  %s  (%srun %d)"
            .formatted(
                terminal.paint().strong(connector + " " + profile),
                painted(result, terminal.paint()),
                ended == null ? "" : took() + ", ",
                id));
    for (Step step : steps) {
      if (steps.size() > 1 || !step.result.equals(result)) {
        out.println(
            INDENT
                + "%d %s %s  %s"
                    .formatted(
                        step.number,
                        step.type,
                        step.partition,
                        painted(step.result, terminal.paint())));
      }
      print(step, out);
    }
  }

  private void print(Step step, PrintWriter out) {
    if (!step.detail.isEmpty()) {
      out.println(INDENT + Texts.oneLine(step.detail));
    }
    Table counters = new Table("", "");
    step.counters.forEach((name, count) -> counters.row(name, count));
    counters.print(out, INDENT);
    for (ObjectFailure error : step.errors) {
      out.println(INDENT + error.error + "  " + Texts.oneLine(error.dn));
      out.println(INDENT + INDENT + Texts.oneLine(error.detail));
    }
    if (step.moreErrors) {
      out.println(
          INDENT + "and more errors; understudy history %d --limit N shows them".formatted(id));
    }
  }

  /// A result in the colour of how it ended.
  public static String painted(String result, Paint paint) {
    if (result.equals("success") || result.equals("in-progress")) {
      return paint.good(result);
    }
    return Results.isGood(result) ? paint.notable(result) : paint.bad(result);
  }

  private static String took(Instant from, @Nullable Instant to) {
    return to == null ? "" : Texts.duration(Duration.between(from, to));
  }
}
