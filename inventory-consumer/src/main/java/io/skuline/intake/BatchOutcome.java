package io.skuline.intake;

import io.skuline.deadletter.ParkedMessage;
import io.skuline.event.StockResult;
import java.util.List;

/**
 * The outcome of a batch.
 *
 * @param unchecked how many of the answered events follow an order and could not be checked for
 *     being parked behind it
 */
record BatchOutcome(List<StockResult> answers, List<ParkedMessage> parked, int unchecked) {

  static final BatchOutcome NOTHING = new BatchOutcome(List.of(), List.of(), 0);
}
