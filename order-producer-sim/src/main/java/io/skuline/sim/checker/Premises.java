package io.skuline.sim.checker;

import io.skuline.event.StockResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/**
 * The assumptions of a check. The service is not asked about any of them.
 *
 * @param fresh the keys that were made for this run, so that nobody can have answered them before
 * @param start when the run began, by this machine's clock. An answer to any other key that was
 *     decided before may be an old one that is repeated.
 * @param preCheck whether the service may reject an order because of an older stock level
 */
public record Premises(Predicate<String> fresh, Instant start, boolean preCheck) {

  public Premises {
    // Instants in messages have no more than milliseconds.
    start = start.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns whether an answer may have been given before this run, and may now be repeated. */
  boolean mayBeOld(StockResult answer) {
    return !fresh.test(answer.key()) && answer.decidedAt().isBefore(start);
  }
}
