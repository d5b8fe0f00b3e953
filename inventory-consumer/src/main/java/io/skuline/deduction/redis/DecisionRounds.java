package io.skuline.deduction.redis;

import io.skuline.event.OrderEvent;
import java.time.Instant;
import java.util.List;

/** Has the decision script decide a batch, in as many rounds of calls as that takes. */
interface DecisionRounds {

  /**
   * Decides a batch. Repeating it is safe, also if it failed half-way.
   *
   * @param recalled what the database knows of the orders and adjustments
   * @return an answer for each event, in the notation of {@link io.skuline.wire.CompactResultCodec}
   * @throws PartitionFailedException if a server did not answer, or refused
   * @throws io.skuline.deduction.QuarantinedException if events touch SKUs in quarantine
   * @throws io.skuline.deduction.DeductionUnavailableException if events have to wait
   */
  List<String> decide(
      long epoch, Instant now, List<RecalledAnswer> recalled, List<OrderEvent> events);
}
