package io.skuline.bench.throughput;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment at which an order was to be published to the moment at which its result arrives.
 * Open loop: who is late for one order is late for those behind it too, and that counts.
 *
 * @param ordersPerSecond published and listened to at once
 */
record Latency(double ordersPerSecond, double p50, double p95, double p99, double most) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CANARY = "canary-";

  /** Orders that a measurement publishes beside its own. */
  static final int CANARIES = 1;

  /**
   * @param rate orders a second; infinite for as many as go through while this process publishes
   *     and listens
   */
  static Latency measure(
      Contender contender, Load load, String prefix, int orders, double rate, long seed) {
    AtomicLongArray due = new AtomicLongArray(orders);
    AtomicLongArray took = new AtomicLongArray(orders);
    CountDownLatch left = new CountDownLatch(orders);
    CountDownLatch caughtUp = new CountDownLatch(1);
    ResultSubscriber results =
        ResultSubscriber.connect(
            SubscriberOptions.of(contender.place().endpoints(), contender.place().watchers())
                .withTopic(contender.place().results()),
            result -> {
              if (result.key().equals(CANARY + prefix)) {
                caughtUp.countDown();
              } else if (result.key().startsWith(prefix)) {
                int number = Integer.parseInt(result.key().substring(prefix.length()));
                long nanos = Math.max(1, System.nanoTime() - due.get(number));
                if (took.compareAndSet(number, 0, nanos)) {
                  left.countDown();
                }
              }
            });
    try (OrderEventPublisher publisher = Topic.publisher(contender.place())) {
      // Its result comes behind all that is left over from before.
      publisher.publish(load.order(CANARY + prefix, new SplittableRandom(seed))).join();
      await(caughtUp);
      long start = System.nanoTime();
      publish(publisher, load, prefix, due, rate, seed);
      await(left);
      return of(took, orders / ((System.nanoTime() - start) / 1e9));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      results.close();
    }
  }

  private static void publish(
      OrderEventPublisher publisher,
      Load load,
      String prefix,
      AtomicLongArray due,
      double rate,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long start = System.nanoTime();
    for (int i = 0; i < due.length(); i++) {
      long at = Double.isInfinite(rate) ? System.nanoTime() : start + (long) (i / rate * 1e9);
      for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      due.set(i, at);
      var unused = publisher.publish(load.order(prefix + i, random));
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(latch.getCount() + " results did not come");
    }
  }

  private static Latency of(AtomicLongArray nanos, double rate) {
    long[] sorted = new long[nanos.length()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = nanos.get(i);
    }
    Arrays.sort(sorted);
    return new Latency(rate, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1.0));
  }

  private static double at(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.0f orders/s: p50 %.1f, p95 %.1f, p99 %.1f, most %.1f ms",
        ordersPerSecond,
        p50,
        p95,
        p99,
        most);
  }
}
