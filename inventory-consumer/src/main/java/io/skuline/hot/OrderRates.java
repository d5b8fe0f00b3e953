package io.skuline.hot;

import io.skuline.event.OrderCreated;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the orders that this instance has received, by the SKU in whose queues they wait. It is
 * used by all lanes at once.
 */
public final class OrderRates {

  /** Counts nothing. */
  public static final OrderRates NONE = new OrderRates(0);

  /** A SKU that is not among so many in one window is not hot. */
  private static final int MAX_SKUS = 100_000;

  private final int maxSkus;
  private final Map<String, LongAdder> orders = new ConcurrentHashMap<>();

  OrderRates() {
    this(MAX_SKUS);
  }

  OrderRates(int maxSkus) {
    this.maxSkus = maxSkus;
  }

  /** Counts an order. */
  public void received(OrderCreated order) {
    LongAdder counted = orders.get(order.messageGroup());
    if (counted == null && orders.size() < maxSkus) {
      counted = orders.computeIfAbsent(order.messageGroup(), sku -> new LongAdder());
    }
    if (counted != null) {
      counted.increment();
    }
  }

  /**
   * Returns how many orders came since the last call. One that is counted meanwhile may get lost.
   */
  Map<String, Long> take() {
    Map<String, Long> taken = new HashMap<>();
    orders.forEach((sku, count) -> taken.put(sku, count.sum()));
    orders.clear();
    return taken;
  }
}
