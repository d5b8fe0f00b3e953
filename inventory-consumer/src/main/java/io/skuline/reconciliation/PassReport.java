package io.skuline.reconciliation;

import io.skuline.store.Mismatch;
import io.skuline.store.ReconcilePassTable;
import java.time.Instant;
import java.util.List;

/**
 * The result of a pass.
 *
 * @param passed whether the pass compared everything and found nothing, and no SKU is in quarantine
 *     and no anomaly is open
 * @param skus how many SKUs were compared
 * @param behind SKUs of which the database still lacks something that was decided, at the end of
 *     the pass
 * @param found how many SKUs differ
 * @param differences at most {@value #MOST_LISTED} of them
 * @param quarantined SKUs that are in quarantine at the end of the pass, also by earlier passes
 * @param anomalies anomalies of the ledger that no operator has settled yet
 * @param ended why the pass ended early; empty if it compared everything
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

  /** The most differences that are listed; more are only counted. */
  public static final int MOST_LISTED = 100;

  /** Returns what is kept of it; the differences are in quarantine. */
  ReconcilePassTable.Row row() {
    return new ReconcilePassTable.Row(
        passed, startedAt, endedAt, skus, behind, found, quarantined, anomalies, ended);
  }
}
