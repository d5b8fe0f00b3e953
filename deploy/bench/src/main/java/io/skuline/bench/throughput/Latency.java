package io.skuline.bench.throughput;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The time from the moment at which an order was to be published to the moment at which its result
 * arrives.
 *
 * @param ordersPerSecond the rate at which orders were published while results were received
 */
record Latency(double ordersPerSecond, double p50, double p95, double p99, double most) {

  static Latency of(AtomicLongArray nanos, double rate) {
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
