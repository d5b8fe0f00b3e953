package io.skuline.sim.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Decides how progress looks. It goes to the error stream, so that output can be piped. */
public final class ProgressDisplay {

  private static final Duration LINE_INTERVAL = Duration.ofSeconds(3);
  private static final int BAR_WIDTH = 110;

  private final PrintStream out;
  private final boolean terminal;

  /**
   * @param terminal whether {@code out} can redraw a line
   */
  public ProgressDisplay(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Begins to show the progress of some work.
   *
   * @param total how much there is to do, or -1 if it is unknown
   */
  public Progress start(String task, String unit, long total) {
    return terminal
        ? bar(task, unit, total)
        : new ProgressLines(out, task, unit, total, LINE_INTERVAL);
  }

  /** Begins to show the progress of a sale. */
  public LiveTable live(String title) {
    return new LiveTable(out, terminal, title);
  }

  private Progress bar(String task, String unit, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setMaxRenderedLength(BAR_WIDTH)
            .setConsumer(new ConsoleProgressBarConsumer(out, BAR_WIDTH))
            .showSpeed()
            .build();
    return new Progress() {
      @Override
      public void at(long done) {
        bar.stepTo(done);
      }

      @Override
      public void note(String text) {
        bar.setExtraMessage(" " + text);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
