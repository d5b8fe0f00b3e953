package io.skuline.reconcile;

import io.skuline.broker.Time;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One pass over all SKUs: those of the database page by page, then those that only Redis has, then
 * those again that were late. What seems to differ is looked at closely, several times, before it
 * counts; and nothing counts unless the epoch still stands after the last look.
 */
final class Pass {

  private static final Logger log = LoggerFactory.getLogger(Pass.class);

  private final StoredStock stored;
  private final DecidedStock decided;
  private final Quarantine quarantine;
  private final LateSkus late;
  private final LedgerProbe probe;
  private final DriftAlarm alarm;
  private final ReconcileProperties properties;
  private final ReconcileMetrics metrics;
  private final Clock clock;
  private final Time time;

  Pass(
      StoredStock stored,
      DecidedStock decided,
      Quarantine quarantine,
      LateSkus late,
      LedgerProbe probe,
      DriftAlarm alarm,
      ReconcileProperties properties,
      ReconcileMetrics metrics,
      Clock clock,
      Time time) {
    this.stored = stored;
    this.decided = decided;
    this.quarantine = quarantine;
    this.late = late;
    this.probe = probe;
    this.alarm = alarm;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
    this.time = time;
  }

  /**
   * @param progress is told the number of SKUs after each page
   * @throws DeductionUnavailableException if stock is fenced from the start
   */
  PassReport run(LongConsumer progress) throws InterruptedException {
    Instant startedAt = clock.instant();
    long epoch = decided.epoch();
    late.begin(epoch);
    Judge judge =
        new Judge(
            epoch,
            decided,
            new CloseLook(stored, decided, time),
            quarantine,
            late,
            alarm,
            metrics,
            time);
    Pace pace = new Pace(properties.skusPerSecond(), time);
    Comparison comparison =
        new Comparison(epoch, stored, decided, judge, late, pace, metrics, progress);
    Settling settling = new Settling(stored, judge, late, probe, properties.patience(), time);
    String ended = "";
    long anomalies = 0;
    try {
      for (int shard = 0; shard < stored.shards(); shard++) {
        comparison.compareStored(shard);
      }
      comparison.compareOnlyDecided();
      settling.settle();
      decided.requireStanding(epoch);
      anomalies = stored.openAnomalies();
    } catch (DeductionUnavailableException | DataAccessException e) {
      ended = String.valueOf(e.getMessage());
      log.info("The pass ends early: {}", ended);
    }
    int quarantined = quarantined(judge);
    PassReport report =
        new PassReport(
            ended.isEmpty() && judge.differences() == 0 && quarantined == 0 && anomalies == 0,
            startedAt,
            clock.instant(),
            comparison.skus(),
            late.size(),
            judge.differences(),
            judge.found(),
            quarantined,
            anomalies,
            ended);
    metrics.passed(report);
    return report;
  }

  private int quarantined(Judge judge) {
    try {
      return quarantine.openSkus().size();
    } catch (DataAccessException e) {
      log.debug("Only what this pass knows is told", e);
      return judge.held();
    }
  }
}
