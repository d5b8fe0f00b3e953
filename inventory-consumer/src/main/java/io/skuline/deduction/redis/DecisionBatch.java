package io.skuline.deduction.redis;

import io.skuline.event.OrderEvent;
import io.skuline.store.PartitionEpochs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch to decide.
 *
 * @param epochs the epochs of the partitions that are open
 * @param now the time of its answers
 * @param recalled what the database knows of its orders and adjustments
 * @param recallUntil for each partition, when the latest order was created that it may have decided
 *     before it was rebuilt; nothing if it never was
 * @param unasked the orders and adjustments of which it may know something and could not be asked
 */
record DecisionBatch(
    PartitionEpochs epochs,
    Instant now,
    Map<Integer, Instant> recallUntil,
    List<RecalledAnswer> recalled,
    Set<String> unasked,
    List<OrderEvent> events) {

  /** A batch of partitions that were never rebuilt. */
  DecisionBatch(
      PartitionEpochs epochs,
      Instant now,
      List<RecalledAnswer> recalled,
      Set<String> unasked,
      List<OrderEvent> events) {
    this(epochs, now, Map.of(), recalled, unasked, events);
  }

  /** Tells whether a partition may have decided an order before it was rebuilt. */
  boolean mayBeOfEarlierEpoch(OrderEvent event, int partition) {
    return event.createdAt().isBefore(recallUntil.getOrDefault(partition, Instant.MIN));
  }
}
