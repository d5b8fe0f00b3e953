package io.skuline.deduction;

import io.skuline.event.StockResult;
import java.util.List;

/**
 * The answers to one batch of events.
 *
 * @param epoch the life of the stock store in which the answers were decided; it rises with each
 *     rebuild
 * @param results one result per event, in the order of the events
 * @param unchecked whether the database could not be asked for earlier answers; some of these
 *     orders may have another answer there
 */
public record Decisions(long epoch, List<StockResult> results, boolean unchecked) {

  public Decisions {
    results = List.copyOf(results);
  }

  public Decisions(long epoch, List<StockResult> results) {
    this(epoch, results, false);
  }
}
