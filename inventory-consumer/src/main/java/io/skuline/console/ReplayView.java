package io.skuline.console;

import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a replay shows.
 *
 * @param outcomes how its dead letters ended, the newest first; null where only the progress is
 *     shown
 */
public record ReplayView(
    ReplayJob run, Instant now, @Nullable PagePart<KeyPage<OperatorAction>> outcomes) {

  /** Returns how many have an outcome. */
  public int settled() {
    return run.replayed() + run.parkedAgain() + run.refused();
  }

  /** Tells whether something may still happen. */
  public boolean goesOn() {
    return run.state() == ReplayJob.State.RUNNING || run.open() > 0;
  }

  /** Returns how many were settled a second since its start. */
  public double rate() {
    double seconds = Duration.between(run.startedAt(), now).toMillis() / 1000.0;
    return seconds <= 0 ? Double.NaN : settled() / seconds;
  }

  /** Returns how long the rest takes at that rate; null if that cannot be said. */
  public @Nullable Duration left() {
    double rate = rate();
    return Double.isNaN(rate) || rate <= 0 || run.open() == 0
        ? null
        : Duration.ofSeconds((long) Math.ceil(run.open() / rate));
  }

  /** Returns what happens now, in a word. */
  public String word() {
    return switch (run.state()) {
      case RUNNING -> "Running";
      case DONE -> "Done";
      case STOPPED -> "Stopped";
    };
  }
}
