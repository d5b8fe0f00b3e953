package io.skuline.sim.checker;

import io.skuline.event.OperationId;

/**
 * What a rejection says, or implies, about the stock of one SKU at the time of the decision.
 *
 * @param by the operation that was rejected
 * @param what the kind of the claim
 * @param units see {@link What}
 * @param publishedAt when the event was published, as a number of the recorder
 * @param answeredAt when the answer arrived, as a number of the recorder
 */
record Claim(OperationId by, What what, long units, long publishedAt, long answeredAt) {

  enum What {
    /** The SKU was never stocked. */
    UNKNOWN,
    /** The SKU was stocked once, with any amount. */
    KNOWN,
    /** The SKU was stocked once and had exactly this many units. */
    HAD,
    /** The SKU was stocked once and had at least this many units. */
    HAD_ENOUGH
  }
}
