package io.skuline.deduction;

import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import java.util.List;

/**
 * The answers to one batch of events.
 *
 * @param epochs the lives of the parts of the stock store in which the answers were decided
 * @param results one result per event, in the order of the events
 * @param unchecked whether the database could not be asked for earlier answers; some of these
 *     orders may have another answer there
 */
public record Decisions(PartitionEpochs epochs, List<StockResult> results, boolean unchecked) {

  public Decisions {
    results = List.copyOf(results);
  }

  public Decisions(long epoch, List<StockResult> results) {
    this(PartitionEpochs.single(epoch), results, false);
  }
}
