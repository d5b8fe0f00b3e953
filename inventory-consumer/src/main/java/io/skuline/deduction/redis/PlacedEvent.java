package io.skuline.deduction.redis;

import io.skuline.deduction.OrderUnits;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event of a batch, and where it is decided.
 *
 * @param position the position in the batch, from 0
 * @param home the partition that decides it
 * @param bucket the bucket from which the order may take its only SKU, empty if from none
 * @param queue names the queue within the batch; events of one queue are decided in their order
 * @param units the units of an order by SKU, in the order of its lines; empty for other events
 * @param elsewhere those of them that are in other partitions than the home, by partition
 */
record PlacedEvent(
    int position,
    OrderEvent event,
    int home,
    String bucket,
    String queue,
    Map<String, Integer> units,
    SortedMap<Integer, Map<String, Integer>> elsewhere) {

  /**
   * If the home was rebuilt since the order was created, the order does not take its SKU from a
   * bucket: the SKU's own stock may know of it.
   */
  static PlacedEvent of(Partitions partitions, DecisionBatch batch, int position, String queue) {
    OrderEvent event = batch.events().get(position);
    String homeId = partitions.home(event);
    int home = partitions.of(homeId);
    Map<String, Integer> units =
        event instanceof OrderCreated order ? OrderUnits.bySku(order.lines()) : Map.of();
    SortedMap<Integer, Map<String, Integer>> elsewhere = new TreeMap<>();
    for (String sku : units.keySet()) {
      int place = partitions.of(sku);
      if (place != home) {
        elsewhere.computeIfAbsent(place, p -> new LinkedHashMap<>()).put(sku, units.get(sku));
      }
    }
    boolean fromBucket =
        units.size() == 1
            && !units.containsKey(homeId)
            && units.containsKey(event.messageGroup())
            && !batch.mayBeOfEarlierEpoch(event, home);
    return new PlacedEvent(
        position, event, home, fromBucket ? homeId : "", queue, units, elsewhere);
  }

  /** Tells whether this is an order that may take its only SKU from a bucket. */
  boolean mayTakeFromBucket() {
    return !bucket.isEmpty();
  }

  /** Tells whether this is an order with lines in several partitions. */
  boolean isCart() {
    return !elsewhere.isEmpty();
  }

  String key() {
    return event.key();
  }
}
