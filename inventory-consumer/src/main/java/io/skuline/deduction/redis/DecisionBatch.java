package io.skuline.deduction.redis;

import io.skuline.event.OrderEvent;
import io.skuline.store.PartitionEpochs;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A batch to decide.
 *
 * @param epochs the epochs of the partitions that are open
 * @param now the time of its answers
 * @param recalled what the database knows of its orders and adjustments
 * @param unasked the orders and adjustments of which it may know something and could not be asked
 */
record DecisionBatch(
    PartitionEpochs epochs,
    Instant now,
    List<RecalledAnswer> recalled,
    Set<String> unasked,
    List<OrderEvent> events) {}
