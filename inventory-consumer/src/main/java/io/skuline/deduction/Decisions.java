package io.skuline.deduction;

import io.skuline.event.StockResult;
import java.util.List;

/**
 * The answers to one batch of events.
 *
 * @param epoch which life of the stock store they were decided in; rises each time it is rebuilt
 * @param results one per event, in the events' order
 * @param unchecked whether what the database knows of these orders could not be asked for: some may
 *     have another answer there
 */
public record Decisions(long epoch, List<StockResult> results, boolean unchecked) {

  public Decisions {
    results = List.copyOf(results);
  }

  public Decisions(long epoch, List<StockResult> results) {
    this(epoch, results, false);
  }
}
