package io.skuline.sim.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows progress as a line every few seconds, and one at the end, for logs. */
final class ProgressLines implements Progress {

  private final PrintStream out;
  private final String task;
  private final String unit;
  private final long total;
  private final long intervalNanos;
  private final long startNanos = System.nanoTime();
  private long done;
  private String note = "";
  private long lastLineNanos = startNanos;

  ProgressLines(PrintStream out, String task, String unit, long total, Duration interval) {
    this.out = out;
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.intervalNanos = interval.toNanos();
  }

  @Override
  public synchronized void at(long done) {
    this.done = Math.max(this.done, done);
    printIfDue();
  }

  @Override
  public synchronized void note(String text) {
    note = text;
    printIfDue();
  }

  @Override
  public synchronized void close() {
    if (done > 0) {
      // Work that never began is reported by the code that could not begin it.
      print();
    }
  }

  private void printIfDue() {
    long now = System.nanoTime();
    if (now - lastLineNanos >= intervalNanos) {
      print();
      lastLineNanos = now;
    }
  }

  private void print() {
    double seconds = Math.max((System.nanoTime() - startNanos) / 1e9, 1e-3);
    StringBuilder line = new StringBuilder(task).append(": ");
    line.append(String.format(Locale.ROOT, "%,d", done));
    if (total >= 0) {
      line.append(String.format(Locale.ROOT, " of %,d", total));
    }
    line.append(String.format(Locale.ROOT, " %s, %,.0f/s", unit, done / seconds));
    if (total > done && done > 0) {
      line.append(String.format(Locale.ROOT, ", %.0f s left", (total - done) * seconds / done));
    }
    out.println(note.isEmpty() ? line : line.append(", ").append(note));
    out.flush();
  }
}
