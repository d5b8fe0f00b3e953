package io.skuline.sim.checker;

import io.skuline.event.OperationId;

/**
 * What a rejection says, or does not say, about the stock of one SKU when it was decided.
 *
 * @param by the event that was rejected
 * @param what it claims
 * @param units see {@link What}
 * @param asked when the event was published, by the order of the books
 * @param told when the answer came, by the order of the books
 */
record Claim(OperationId by, What what, long units, long asked, long told) {

  enum What {
    /** The SKU was never stocked. */
    UNKNOWN,
    /** The SKU was stocked once, with whatever amount. */
    KNOWN,
    /** The SKU was stocked once and had exactly so many units. */
    HAD,
    /** The SKU was stocked once and had so many units at least. */
    HAD_ENOUGH
  }
}
