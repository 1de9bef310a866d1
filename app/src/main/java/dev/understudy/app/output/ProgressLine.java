// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import dev.understudy.engine.step.Progress;

/// One line that shows how far a run step is, how fast, and how much is left. Nothing is written
/// when nobody looks.
public final class ProgressLine implements Progress, AutoCloseable {
  private static final long PERIOD_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final Terminal terminal;
  private String title = "";
  private String phase = "";
  private long phaseStarted;
  private long lastWritten;
  private boolean shown;

  public ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What is being done from now on, for example `corp full-import`.
  public void title(String text) {
    title = text;
    phase = "";
    clear();
  }

  @Override
  public void at(String nowPhase, long done, long total) {
    if (!terminal.interactive()) {
      return;
    }
    long now = System.nanoTime();
    if (!nowPhase.equals(phase)) {
      phase = nowPhase;
      phaseStarted = now;
      lastWritten = now - PERIOD_NANOS;
    }
    if (now - lastWritten < PERIOD_NANOS) {
      return;
    }
    lastWritten = now;
    shown = true;
    terminal.err().print(ERASE + line(done, total, now - phaseStarted));
    terminal.err().flush();
  }

  private String line(long done, long total, long nanos) {
    StringBuilder line = new StringBuilder(title).append(title.isEmpty() ? "" : "  ").append(phase);
    line.append("  ").append(Texts.count(done));
    if (total > 0) {
      long percent = Math.min(100, done * 100 / total);
      line.append(" of ").append(Texts.count(total)).append(" (").append(percent).append(" %)");
    }
    if (nanos > 5 * PERIOD_NANOS) {
      line.append("  ").append(Texts.count((long) (done * 1e9 / nanos))).append("/s");
    }
    return line.toString();
  }

  /// Removes the line until the next progress.
  public void clear() {
    if (shown) {
      terminal.err().print(ERASE);
      terminal.err().flush();
      shown = false;
    }
  }

  /// Removes the line.
  @Override
  public void close() {
    clear();
  }
}
