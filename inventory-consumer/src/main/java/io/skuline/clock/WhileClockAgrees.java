package io.skuline.clock;

import io.skuline.concurrent.TimeSource;
import io.skuline.concurrent.Worker;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * Runs something only while the clock of this instance agrees with the database's. With a wrong
 * clock, an instance would park orders as coming from the future, or take them for younger than
 * they are. The events that it does not receive go to the other instances. While the database
 * cannot be asked, everything stays as it is.
 */
public final class WhileClockAgrees implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WhileClockAgrees.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Lifecycle work;
  private final Supplier<Duration> ahead;
  private final TimeSource time;
  private final Worker watch = new Worker("clock-watch", this::look);
  private boolean known;

  public WhileClockAgrees(Lifecycle work, DatabaseClock clock, TimeSource time) {
    this(work, clock::ahead, time);
  }

  /**
   * @param ahead how far this instance's clock is ahead; throws if that is not known
   */
  WhileClockAgrees(Lifecycle work, Supplier<Duration> ahead, TimeSource time) {
    this.work = work;
    this.ahead = ahead;
    this.time = time;
  }

  @Override
  public void start() {
    watch.start();
  }

  /** The clock counts as right until the difference is known. */
  private void look() throws InterruptedException {
    try {
      Duration difference = ahead.get();
      known = true;
      runIf(DatabaseClock.isTolerable(difference), difference);
    } catch (RuntimeException e) {
      log.debug("The database's clock cannot be read", e);
      if (!known) {
        runIf(true, Duration.ZERO);
      }
    }
    time.sleep(LOOK_AGAIN);
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
  public void stop() {
    watch.stop();
    if (work.isRunning()) {
      work.stop();
    }
  }

  /**
   * Stops beside the other parts that are stopped, since this may have to wait until a receive
   * returns.
   */
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
  public boolean isRunning() {
    return watch.isRunning() || work.isRunning();
  }
}
