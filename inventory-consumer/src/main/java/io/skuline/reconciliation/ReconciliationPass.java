package io.skuline.reconciliation;

import io.skuline.concurrent.RateLimiter;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StoredStock;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One pass over all SKUs: first those of the database page by page, then those that only Redis has,
 * then again those that were late. A SKU that seems to differ is inspected closely, several times,
 * before it counts. Nothing counts unless the epoch still stands after the last look.
 */
record ReconciliationPass(
    StoredStock stored,
    LiveStock live,
    QuarantineService quarantine,
    LaggingSkus lagging,
    LedgerProbe probe,
    DriftAlarm alarm,
    ReconcileProperties properties,
    ReconcileMetrics metrics,
    Clock clock,
    TimeSource time) {

  private static final Logger log = LoggerFactory.getLogger(ReconciliationPass.class);

  /**
   * @param progress receives the number of SKUs after each page
   * @throws DeductionUnavailableException if stock is fenced from the start
   */
  PassReport run(LongConsumer progress) throws InterruptedException {
    Instant startedAt = clock.instant();
    PartitionEpochs epochs = live.epochs();
    lagging.begin(epochs);
    MismatchConfirmer confirmer =
        new MismatchConfirmer(
            epochs,
            live,
            new SkuInspector(stored, live, time),
            quarantine,
            lagging,
            alarm,
            metrics,
            time);
    RateLimiter rateLimiter = new RateLimiter(properties.skusPerSecond(), time);
    StockComparison comparison =
        new StockComparison(
            epochs, stored, live, confirmer, lagging, rateLimiter, metrics, progress);
    LagResolver resolver =
        new LagResolver(stored, confirmer, lagging, probe, properties.patience(), time);
    String ended = "";
    long anomalies = 0;
    try {
      for (int shard = 0; shard < stored.shardCount(); shard++) {
        comparison.compareStored(shard);
      }
      comparison.compareOnlyDecided();
      resolver.settle();
      live.requireStanding(epochs);
      anomalies = stored.openAnomalies();
    } catch (DeductionUnavailableException | DataAccessException e) {
      ended = String.valueOf(e.getMessage());
      log.info("The pass ends early: {}", ended);
    }
    int quarantined = quarantined(confirmer);
    PassReport report =
        new PassReport(
            ended.isEmpty() && confirmer.differences() == 0 && quarantined == 0 && anomalies == 0,
            startedAt,
            clock.instant(),
            comparison.skus(),
            lagging.size(),
            confirmer.differences(),
            confirmer.found(),
            quarantined,
            anomalies,
            ended);
    metrics.passed(report);
    return report;
  }

  private int quarantined(MismatchConfirmer confirmer) {
    try {
      return quarantine.openSkus().size();
    } catch (DataAccessException e) {
      log.debug("Only what this pass knows is told", e);
      return confirmer.held();
    }
  }
}
