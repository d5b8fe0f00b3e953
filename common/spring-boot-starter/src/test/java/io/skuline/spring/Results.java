package io.skuline.spring;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.StockMove;
import java.time.Instant;
import java.util.List;

/** Results for tests. */
final class Results {

  static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  static final DeductionConfirmed CONFIRMED =
      new DeductionConfirmed("o-1", NOON, List.of(new StockMove("tv", 1, 9, 2)));

  static final DeductionRejected REJECTED =
      new DeductionRejected("o-2", NOON, DeductionRejected.Reason.CANCELLED, List.of());

  private Results() {}
}
