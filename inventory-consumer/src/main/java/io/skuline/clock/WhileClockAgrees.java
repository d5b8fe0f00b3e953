package io.skuline.clock;

import io.skuline.broker.Time;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * Runs something only while the clock of this instance agrees with the database's. With a wrong
 * clock, an instance would set aside orders as coming from the future, or take them for younger
 * than they are; what it does not receive, the others do. While the database cannot be asked, it
 * stays as it is.
 */
public final class WhileClockAgrees implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WhileClockAgrees.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final long STOP_MILLIS = Duration.ofSeconds(30).toMillis();

  private final Lifecycle work;
  private final Supplier<Duration> ahead;
  private final Time time;
  private @Nullable Thread thread;

  public WhileClockAgrees(Lifecycle work, DatabaseClock clock, Time time) {
    this(work, clock::ahead, time);
  }

  /**
   * @param ahead how far this instance's clock is ahead; throws if that is not known
   */
  WhileClockAgrees(Lifecycle work, Supplier<Duration> ahead, Time time) {
    this.work = work;
    this.ahead = ahead;
    this.time = time;
  }

  @Override
  public synchronized void start() {
    thread = new Thread(this::keep, "clock-watch");
    thread.start();
  }

  private void keep() {
    try {
      boolean known = false;
      while (!Thread.currentThread().isInterrupted()) {
        known |= look(known);
        time.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param known whether it was found out before; if not, the clock counts as right
   * @return whether it was found out
   */
  private boolean look(boolean known) {
    try {
      Duration difference = ahead.get();
      runIf(DatabaseClock.isTolerable(difference), difference);
      return true;
    } catch (RuntimeException e) {
      log.debug("The database's clock cannot be read", e);
      if (!known) {
        runIf(true, Duration.ZERO);
      }
      return false;
    }
  }

  private void runIf(boolean agrees, Duration difference) {
    if (agrees && !work.isRunning()) {
      work.start();
    } else if (!agrees && work.isRunning()) {
      log.error("{}: no orders are taken here", DatabaseClock.inWords(difference));
      work.stop();
    }
  }

  @Override
  public synchronized void stop() {
    Thread stopping = thread;
    thread = null;
    if (stopping != null) {
      stopping.interrupt();
      try {
        stopping.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (work.isRunning()) {
      work.stop();
    }
  }

  /** Beside the others that are stopped, since it may have to wait until a receive returns. */
  @Override
  public void stop(Runnable whenStopped) {
    Runnable stop =
        () -> {
          try {
            stop();
          } finally {
            whenStopped.run();
          }
        };
    new Thread(stop, "stop-intake").start();
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
