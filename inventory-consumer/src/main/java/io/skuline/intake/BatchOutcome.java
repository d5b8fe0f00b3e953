package io.skuline.intake;

import io.skuline.event.StockResult;
import java.util.List;

/**
 * What came of a batch.
 *
 * @param unchecked of the answered events, how many follow an order and could not be checked for
 *     being parked behind it
 */
record BatchOutcome(List<StockResult> answers, List<ParkedMessage> asides, int unchecked) {

  static final BatchOutcome NOTHING = new BatchOutcome(List.of(), List.of(), 0);
}
