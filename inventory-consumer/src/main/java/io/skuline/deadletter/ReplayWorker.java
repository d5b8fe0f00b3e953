package io.skuline.deadletter;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the dead letters of replays, a few of each replay at a time, and waits for none of them: a
 * replay that is slow, or fails, delays no other. Work that is interrupted is continued by the
 * instance that takes the replay next.
 */
final class ReplayWorker implements SmartLifecycle, Runnable {

  private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);

  private static final long STOP_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final Duration LAST_RECEIPTS = Duration.ofSeconds(3);

  private final ReplayStore store;
  private final DeadLetterSender sender;
  private final Predicate<String> answered;
  private final TimeSource time;
  private final String me = UUID.randomUUID().toString();
  private final Map<Long, ActiveReplay> atWork = new HashMap<>();

  /** One permit for each receipt of the broker, so that it is recorded at once. */
  private final Semaphore receipts = new Semaphore(0);

  private volatile Thread thread;

  /**
   * @param answered tells whether events of a topic are answered, so that a replay can wait for the
   *     answer
   */
  ReplayWorker(
      ReplayStore store, DeadLetterSender sender, Predicate<String> answered, TimeSource time) {
    this.store = store;
    this.sender = sender;
    this.answered = answered;
    this.time = time;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!round()) {
          pause();
        }
      }
    } catch (InterruptedException e) {
      // What is under way is recorded below.
    } finally {
      Thread.interrupted();
      settleLast();
      Thread.currentThread().interrupt();
    }
  }

  private void pause() throws InterruptedException {
    long now = time.nanos();
    long pause = ActiveReplay.IDLE.toNanos();
    for (ActiveReplay each : atWork.values()) {
      pause = Math.min(pause, each.untilNext(now));
    }
    if (receipts.tryAcquire(Math.max(pause, 0), TimeUnit.NANOSECONDS)) {
      receipts.drainPermits();
    }
  }

  /**
   * Sends a few dead letters of every replay; returns false if there was nothing to do, or if it
   * failed.
   */
  boolean round() {
    boolean busy = false;
    try {
      List<ReplayJobTable.Open> all = store.open();
      atWork.keySet().retainAll(all.stream().map(ReplayJobTable.Open::id).toList());
      for (ReplayJobTable.Open open : all) {
        ActiveReplay work = atWork.computeIfAbsent(open.id(), id -> begin(open));
        if (work.isDue(time.nanos())) {
          busy |= step(work, open);
        }
      }
    } catch (RuntimeException | Error e) {
      // An Error is caught too: a thread that ended silently would leave all replays behind.
      log.warn("Replaying waits: {}", e.toString());
    }
    return busy;
  }

  private ActiveReplay begin(ReplayJobTable.Open open) {
    return new ActiveReplay(open, store, sender, answered, time, receipts::release);
  }

  private boolean step(ActiveReplay work, ReplayJobTable.Open open) {
    try {
      if (store.lease(open.id(), me)) {
        return work.step(open.stopped());
      }
    } catch (RuntimeException | Error e) {
      log.warn("Replay {} waits: {}", open.id(), e.toString());
    }
    work.rest();
    return false;
  }

  private void settleLast() {
    long deadline = time.nanos() + LAST_RECEIPTS.toNanos();
    for (ActiveReplay work : atWork.values()) {
      try {
        work.settleLast(deadline);
      } catch (RuntimeException e) {
        log.warn("Letters will be sent again: {}", e.toString());
      }
    }
  }

  @Override
  public synchronized void start() {
    thread = new Thread(this, "replayer");
    thread.start();
  }

  @Override
  public synchronized void stop() {
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
