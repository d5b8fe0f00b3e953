package io.skuline.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which SKUs are hot, and when: the orders of a hot SKU wait in {@value SpreadGroups#COUNT} queues
 * instead of one. The interval counts in which the order was <em>created</em>, so an order and
 * everything that follows it have one queue, whenever each of them is published. Unmodifiable.
 */
public final class HotSkus {

  /** No SKU is hot: every event waits in the queue of its SKU. */
  public static final HotSkus NONE = new HotSkus(List.of());

  /**
   * An interval in which a SKU is hot.
   *
   * @param from the first {@code createdAt} that counts
   * @param until the first one that does not count; empty while no end is set
   */
  public record Interval(String sku, Instant from, Optional<Instant> until) {

    public Interval {
      SpreadGroups.requireSpreadable("sku", sku);
      if (from == null) {
        throw InvalidEventException.missing("from");
      }
    }

    boolean contains(Instant createdAt) {
      return !createdAt.isBefore(from) && until.map(createdAt::isBefore).orElse(true);
    }
  }

  private final Map<String, List<Interval>> intervals;

  private HotSkus(Collection<Interval> all) {
    Map<String, List<Interval>> bySku = new HashMap<>();
    all.forEach(each -> bySku.computeIfAbsent(each.sku(), sku -> new ArrayList<>()).add(each));
    bySku.replaceAll((sku, list) -> List.copyOf(list));
    intervals = Map.copyOf(bySku);
  }

  /** Returns the list of these intervals. */
  public static HotSkus of(Collection<Interval> intervals) {
    return intervals.isEmpty() ? NONE : new HotSkus(intervals);
  }

  /**
   * Returns the message group of an event. For an order of a hot SKU and for what follows the
   * order, it is one of the {@link SpreadGroups}; for everything else, it is {@link
   * SpreadGroups#plain}.
   */
  public String messageGroup(OrderEvent event) {
    String sku = event.messageGroup();
    if (event instanceof StockAdjusted) {
      return SpreadGroups.plain(sku);
    }
    for (Interval each : intervals.getOrDefault(sku, List.of())) {
      if (each.contains(event.createdAt())) {
        return SpreadGroups.of(sku, event.key());
      }
    }
    return SpreadGroups.plain(sku);
  }

  /** Returns the number of SKUs that are hot at any time. */
  public int size() {
    return intervals.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HotSkus that && intervals.equals(that.intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }

  @Override
  public String toString() {
    return intervals.values().toString();
  }
}
