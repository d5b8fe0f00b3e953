package io.skuline.deduction.redis;

import io.skuline.event.OrderEvent;
import java.time.Instant;
import java.util.List;

/**
 * A batch that {@link CartRounds} decides.
 *
 * @param now the time of its answers
 * @param recalled what the database knows of its orders and adjustments
 */
record CartBatch(long epoch, Instant now, List<RecalledAnswer> recalled, List<OrderEvent> events) {}
