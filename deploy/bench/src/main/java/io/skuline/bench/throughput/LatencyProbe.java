package io.skuline.bench.throughput;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes orders to a contender and receives its results. It is an open loop: a contender that is
 * late for one order is late for those behind it, too, and that counts.
 */
final class LatencyProbe implements AutoCloseable {

  /** It must suffice for the results of all turns before, more than a million by default. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String CANARY = "canary";

  private final Workload workload;
  private final long seed;
  private final OrderEventPublisher publisher;
  private final ResultSubscriber results;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile Turn turn = new Turn("none-", 0);
  private long given;

  private LatencyProbe(Contender contender, Workload workload, long seed) {
    this.workload = workload;
    this.seed = seed;
    this.publisher = Topic.publisher(contender.place());
    this.results =
        ResultSubscriber.connect(
            SubscriberOptions.of(contender.place().endpoints(), contender.place().watchers())
                .withTopic(contender.place().results()),
            this::heard);
  }

  /**
   * Creates a probe. Returns when the results of everything that was published before have passed.
   */
  static LatencyProbe to(Contender contender, Workload workload, long seed) {
    LatencyProbe probe = new LatencyProbe(contender, workload, seed);
    try {
      probe.publish(CANARY, new SplittableRandom(seed));
      await(probe.caughtUp);
      return probe;
    } catch (RuntimeException e) {
      probe.close();
      throw e;
    }
  }

  /** One turn: when each order was due, and how long its result took. */
  private record Turn(
      String prefix, AtomicLongArray due, AtomicLongArray took, CountDownLatch left) {

    Turn(String prefix, int orders) {
      this(
          prefix,
          new AtomicLongArray(orders),
          new AtomicLongArray(orders),
          new CountDownLatch(orders));
    }

    void heard(String key) {
      int number = Integer.parseInt(key.substring(prefix.length()));
      long nanos = Math.max(1, System.nanoTime() - due.get(number));
      if (took.compareAndSet(number, 0, nanos)) {
        left.countDown();
      }
    }
  }

  private void heard(StockResult result) {
    Turn now = turn;
    if (result.key().equals(CANARY)) {
      caughtUp.countDown();
    } else if (result.key().startsWith(now.prefix())) {
      now.heard(result.key());
    }
  }

  /**
   * Measures one turn.
   *
   * @param prefix the beginning of the orders' ids; never used before
   * @param rate orders a second; infinite for as many as possible while this process publishes and
   *     receives
   */
  Latency measure(String prefix, int orders, double rate) {
    Turn now = new Turn(prefix, orders);
    turn = now;
    SplittableRandom random = new SplittableRandom(seed);
    long start = System.nanoTime();
    for (int i = 0; i < orders; i++) {
      long at = Double.isInfinite(rate) ? System.nanoTime() : start + (long) (i / rate * 1e9);
      for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      now.due().set(i, at);
      publish(prefix + i, random);
    }
    await(now.left());
    return Latency.of(now.took(), orders / ((System.nanoTime() - start) / 1e9));
  }

  private void publish(String id, SplittableRandom random) {
    given++;
    var unused = publisher.publish(workload.order(id, random));
  }

  /** Returns the number of orders published so far. */
  long given() {
    return given;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(latch.getCount() + " results did not come");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    publisher.close();
    results.close();
  }
}
