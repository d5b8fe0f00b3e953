package io.skuline.recovery;

import io.skuline.concurrent.Backoff;
import io.skuline.concurrent.TimeSource;
import io.skuline.concurrent.Worker;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.DataLoss;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisFailure;
import io.skuline.deduction.redis.ServerCheck;
import io.skuline.deduction.redis.StockServer;
import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.Epochs;
import io.skuline.store.Leader;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Opens the gate. Whenever a partition is closed, it finds out whether its server is the verified
 * one after all, or another instance has rebuilt it, or this instance must rebuild it. It goes on
 * trying until one of these succeeds. Partitions that are lost together are rebuilt together; those
 * whose servers do not answer keep no others waiting.
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
  private final Runnable whenRebuilt;
  private final Backoff backoff = new Backoff();
  private final Worker keeper = new Worker("recovery", this::keep);
  private final Worker queues = new Worker("journal-queues", this::lookForQueues);

  /**
   * @param whenRebuilt runs after this instance has rebuilt and opened partitions
   */
  Recovery(
      EpochGate gate,
      DeductionEngine engine,
      StockServer redis,
      Epochs epochs,
      Leader leader,
      Rebuild rebuild,
      JournalMarks marks,
      Runnable whenRebuilt) {
    this.gate = gate;
    this.engine = engine;
    this.redis = redis;
    this.epochs = epochs;
    this.leader = leader;
    this.rebuild = rebuild;
    this.marks = marks;
    this.whenRebuilt = whenRebuilt;
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
      lookWhetherItIsStillOpen();
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
   * Checks the open epochs. Every decision asks Redis, too, but perhaps nobody is buying, while
   * operators ask for stock and status. Another instance may have begun another epoch on another
   * server. Only the database knows that then; the server that this instance still reaches does
   * not. A database that is unavailable stops no sale.
   */
  void lookWhetherItIsStillOpen() {
    try {
      engine.verify();
    } catch (DeductionUnavailableException e) {
      log.debug("Not open, or not to be reached", e);
    }
    try {
      EpochState current = epochs.current();
      PartitionEpochs open = gate.open().epochs();
      open.byPartition()
          .forEach(
              (partition, epoch) ->
                  closeIfEnded(partition, epoch, current.epochOf(partition, open.partitions())));
    } catch (DataAccessException e) {
      log.debug("The database cannot be asked", e);
    }
  }

  private void closeIfEnded(int partition, long epoch, Epoch current) {
    if (current.number() > epoch) {
      gate.close(
          partition, epoch, DataLoss.EPOCH, "Another instance has begun epoch " + current.number());
    } else if (current.number() == epoch && !current.open()) {
      gate.close(
          partition, epoch, DataLoss.LEDGER, "An instance has found that the books do not add up");
    }
  }

  /** Tries to open what is closed; tells whether all stock may be sold now. */
  boolean tryToOpen() throws InterruptedException {
    try {
      SortedSet<Integer> lost = openVerified();
      if (!lost.isEmpty() && !leader.runAlone(this::openOrRebuild)) {
        log.debug("Another instance rebuilds");
      }
      return gate.state().open();
    } catch (RuntimeException e) {
      // The cause may lie deep. A thread that is to stop explains nothing.
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      String why = RedisFailure.inWords(e);
      closed().forEach(each -> gate.explain(each, "cannot verify or rebuild Redis: " + why));
      log.warn("Stock stays fenced: {} ({})", why, e.getClass().getSimpleName());
      return false;
    }
  }

  /** Checks again first, because another instance may have been quicker. */
  private void openOrRebuild() throws InterruptedException {
    SortedSet<Integer> lost = openVerified();
    if (!lost.isEmpty()) {
      requireNoEviction();
      log.warn("Redis is rebuilt: {}", gate.states().get(lost.first()).reason());
      Epoch epoch = rebuild.run(lost);
      lost.forEach(each -> gate.open(each, epoch.number(), epoch.recallUntil()));
      tellThatItIsRebuilt();
      redis.forgetBefore(epoch.number(), lost);
    }
  }

  /** The stock is open by now; whoever waited for it is found later, too. */
  private void tellThatItIsRebuilt() {
    try {
      whenRebuilt.run();
    } catch (RuntimeException e) {
      log.warn("Events that waited for this stock are replayed later: {}", e.toString());
    }
  }

  private SortedSet<Integer> closed() {
    SortedSet<Integer> closed = new TreeSet<>();
    List<EpochGate.State> states = gate.states();
    for (int partition = 0; partition < states.size(); partition++) {
      if (!states.get(partition).open()) {
        closed.add(partition);
      }
    }
    return closed;
  }

  /**
   * Opens what is as the database knows it.
   *
   * @return the partitions that must be rebuilt, and whose servers answer
   */
  private SortedSet<Integer> openVerified() {
    SortedSet<Integer> closed = closed();
    EpochState current = epochs.current();
    if (current.partitions() != redis.partitions()) {
      requireThatNothingWasSold(current);
      return closed;
    }
    Map<Integer, Long> numbers = new HashMap<>();
    closed.forEach(each -> numbers.put(each, current.epochs().get(each).number()));
    ServerCheck check = redis.check(PartitionEpochs.of(redis.partitions(), numbers));
    if (check.silent().size() == closed.size() && !closed.isEmpty()) {
      throw check.silent().get(closed.first());
    }
    check
        .silent()
        .forEach(
            (partition, e) ->
                gate.explain(
                    partition, "cannot verify or rebuild Redis: " + RedisFailure.inWords(e)));
    SortedSet<Integer> lost = new TreeSet<>();
    for (int partition : closed) {
      Epoch epoch = current.epochs().get(partition);
      if (epoch.open() && check.held().contains(partition)) {
        requireNoEviction();
        gate.open(partition, epoch.number(), epoch.recallUntil());
        log.info("{} is open", inWords(partition, epoch.number()));
      } else if (!check.silent().containsKey(partition)) {
        lost.add(partition);
      }
    }
    return lost;
  }

  private String inWords(int partition, long epoch) {
    return "Epoch " + epoch + (redis.partitions() == 1 ? "" : " of partition " + partition);
  }

  /**
   * An instance divides Redis as it is told to when it starts. Later it gives way: otherwise two
   * instances with different settings would take Redis away from each other for ever.
   */
  private void requireThatNothingWasSold(EpochState current) {
    if (gate.states().stream().anyMatch(state -> state.epoch() > 0)) {
      throw new IllegalStateException(
          ("another instance has divided Redis into %d partitions, this one has"
                  + " skuline.redis.partitions %d: give both the same, and restart this one")
              .formatted(current.partitions(), redis.partitions()));
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
