package io.skuline.sim.checker;

import io.skuline.event.StockResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/**
 * What the books take for granted. The service is not asked about any of it.
 *
 * @param fresh which keys were made for this run: nobody can have answered them before
 * @param start when the run began, by this machine's clock. An answer to any other key that was
 *     decided before may be one of old, given again.
 * @param preCheck whether the service may turn an order away for stock as it was a while ago
 */
public record Premises(Predicate<String> fresh, Instant start, boolean preCheck) {

  public Premises {
    // What travels has no more than milliseconds.
    start = start.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether an answer may have been given before this run, and be given again. */
  boolean mayBeOld(StockResult answer) {
    return !fresh.test(answer.key()) && answer.decidedAt().isBefore(start);
  }
}
