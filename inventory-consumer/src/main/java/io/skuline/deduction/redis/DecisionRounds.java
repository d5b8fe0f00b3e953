package io.skuline.deduction.redis;

import java.util.List;

/** Has the decision script decide a batch, in as many rounds of calls as that takes. */
interface DecisionRounds {

  /**
   * Decides a batch. Repeating it is safe, also if it failed half-way.
   *
   * @param batch the events, and what the database knows of them
   * @return an answer for each event, in the notation of {@link io.skuline.wire.CompactResultCodec}
   * @throws PartitionFailedException if a server did not answer, or refused
   * @throws io.skuline.deduction.QuarantinedException if events touch SKUs in quarantine
   * @throws ClosedPartitionsException if events touch partitions that are closed
   * @throws io.skuline.deduction.DeductionUnavailableException if events have to wait
   */
  List<String> decide(DecisionBatch batch);
}
