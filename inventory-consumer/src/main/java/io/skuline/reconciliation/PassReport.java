package io.skuline.reconciliation;

import io.skuline.store.Mismatch;
import java.time.Instant;
import java.util.List;

/**
 * What a pass came to.
 *
 * @param passed whether it went over everything, found nothing, and nothing is in quarantine and no
 *     anomaly open
 * @param skus that it compared
 * @param behind SKUs of which the database still lacks something that was decided, at its end
 * @param found how many SKUs differ
 * @param differences at most {@value #MOST_LISTED} of them
 * @param quarantined SKUs that are in quarantine at its end, also by earlier passes
 * @param anomalies of the ledger that nobody has settled yet
 * @param ended why it ended early; empty if it went over everything
 */
public record PassReport(
    boolean passed,
    Instant startedAt,
    Instant endedAt,
    long skus,
    long behind,
    long found,
    List<Mismatch> differences,
    long quarantined,
    long anomalies,
    String ended) {

  /** Most differences that are listed; more are only counted. */
  public static final int MOST_LISTED = 100;
}
