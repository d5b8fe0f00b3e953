package io.skuline.recovery;

import io.skuline.concurrent.Backoff;
import io.skuline.concurrent.TimeSource;
import io.skuline.concurrent.Worker;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.DataLoss;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisFailure;
import io.skuline.deduction.redis.StockServer;
import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.store.Epoch;
import io.skuline.store.Epochs;
import io.skuline.store.Leader;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Opens the gate. Whenever the gate is closed, it finds out whether the server is the verified one
 * after all, or another instance has rebuilt it, or this instance must rebuild it. It goes on
 * trying until one of these succeeds.
 */
final class Recovery implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_QUEUES = Duration.ofSeconds(30);
  private static final String SAFE_POLICY = "noeviction";

  private final EpochGate gate;
  private final DeductionEngine engine;
  private final StockServer redis;
  private final Epochs epochs;
  private final Leader leader;
  private final Rebuild rebuild;
  private final JournalMarks marks;
  private final Backoff backoff = new Backoff();
  private final Worker keeper = new Worker("recovery", this::keep);
  private final Worker queues = new Worker("journal-queues", this::lookForQueues);

  Recovery(
      EpochGate gate,
      DeductionEngine engine,
      StockServer redis,
      Epochs epochs,
      Leader leader,
      Rebuild rebuild,
      JournalMarks marks) {
    this.gate = gate;
    this.engine = engine;
    this.redis = redis;
    this.epochs = epochs;
    this.leader = leader;
    this.rebuild = rebuild;
    this.marks = marks;
  }

  @Override
  public void start() {
    keeper.start();
    queues.start();
  }

  private void keep() throws InterruptedException {
    if (!gate.awaitClosed(LOOK_AGAIN)) {
      backoff.reset();
      lookWhetherItIsStillOpen();
    } else if (!tryToOpen()) {
      backoff.pause();
    }
  }

  /**
   * Records the queues while their brokers are available; a rebuild waits for all queues that were
   * ever seen.
   */
  private void lookForQueues() throws InterruptedException {
    try {
      marks.look();
    } catch (BrokerUnavailableException | DataAccessException e) {
      log.debug("The journal's queues cannot be looked at", e);
    }
    TimeSource.SYSTEM.sleep(LOOK_FOR_QUEUES);
  }

  /**
   * Checks an open epoch. Every decision asks Redis, too, but perhaps nobody is buying, while
   * operators ask for stock and status. Another instance may have begun another epoch on another
   * server. Only the database knows that then; the server that this instance still reaches does
   * not. A database that is unavailable stops no sale.
   */
  void lookWhetherItIsStillOpen() {
    long epoch = gate.state().epoch();
    try {
      engine.verify(epoch);
      Epoch current = epochs.current();
      if (current.number() > epoch) {
        gate.close(epoch, DataLoss.EPOCH, "Another instance has begun epoch " + current.number());
      } else if (current.number() == epoch && !current.open()) {
        gate.close(epoch, DataLoss.LEDGER, "An instance has found that the books do not add up");
      }
    } catch (DeductionUnavailableException | DataAccessException e) {
      log.debug("Not open, or not to be reached", e);
    }
  }

  /** Tries to open the gate; tells whether stock may be sold now. */
  boolean tryToOpen() throws InterruptedException {
    try {
      if (openIfVerified()) {
        return true;
      }
      if (!leader.runAlone(this::openOrRebuild)) {
        log.debug("Another instance rebuilds");
        return false;
      }
      return gate.state().open();
    } catch (RuntimeException e) {
      // The cause may lie deep. A thread that is to stop explains nothing.
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      String why = RedisFailure.inWords(e);
      gate.explain("cannot verify or rebuild Redis: " + why);
      log.warn("Stock stays fenced: {} ({})", why, e.getClass().getSimpleName());
      return false;
    }
  }

  /** Checks again first, because another instance may have been quicker. */
  private void openOrRebuild() throws InterruptedException {
    if (!openIfVerified()) {
      requireNoEviction();
      log.warn("Redis is rebuilt: {}", gate.state().reason());
      Epoch epoch = rebuild.run();
      gate.open(epoch.number(), epoch.recallUntil());
      redis.forgetBefore(epoch.number());
    }
  }

  private boolean openIfVerified() {
    Epoch epoch = epochs.current();
    if (epoch.partitions() != redis.partitions()) {
      requireThatNothingWasSold(epoch);
      return false;
    }
    if (epoch.open() && redis.holds(epoch.number())) {
      requireNoEviction();
      gate.open(epoch.number(), epoch.recallUntil());
      log.info("Epoch {} is open", epoch.number());
      return true;
    }
    return false;
  }

  /**
   * An instance divides Redis as it is told to when it starts. Later it gives way: otherwise two
   * instances with different settings would take Redis away from each other for ever.
   */
  private void requireThatNothingWasSold(Epoch epoch) {
    if (gate.state().epoch() > 0) {
      throw new IllegalStateException(
          ("another instance has divided Redis into %d partitions, this one has"
                  + " skuline.redis.partitions %d: give both the same, and restart this one")
              .formatted(epoch.partitions(), redis.partitions()));
    }
  }

  private void requireNoEviction() {
    String policy = redis.evictionPolicy();
    if (!policy.equals(SAFE_POLICY)) {
      throw new IllegalStateException(
          "Redis may evict stock (maxmemory-policy is %s); set maxmemory-policy %s"
              .formatted(policy, SAFE_POLICY));
    }
  }

  @Override
  public void stop() {
    queues.stop();
    keeper.stop();
  }

  @Override
  public boolean isRunning() {
    return keeper.isRunning();
  }
}
