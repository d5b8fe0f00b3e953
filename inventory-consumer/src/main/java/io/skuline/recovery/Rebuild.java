package io.skuline.recovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.redis.Gate;
import io.skuline.deduction.redis.Rebuilding;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.LedgerProgress;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the stock in Redis anew, from the database and what is still in the journal.
 *
 * <ol>
 *   <li>A new epoch begins in the database. Its number is never reused.
 *   <li>Redis is closed for every epoch: a token takes the epoch's place, the scripts are loaded.
 *   <li>A barrier goes through every message group of the journal. When the ledger has come to all
 *       of them, the database has everything that anybody was told; what the old epoch still sends
 *       comes behind a barrier and is void.
 *   <li>What is missing in between was decided and never told: it is made void.
 *   <li>Stock and sequence of every SKU are copied from the database.
 *   <li>What is in quarantine stays there: the copy is only as right as the database's row.
 *   <li>Redis is opened for the epoch, by a script that still finds the token. Had the server
 *       restarted since step 2, neither token nor script would be there.
 * </ol>
 *
 * It may be interrupted anywhere; the next attempt starts over with the next epoch.
 */
final class Rebuild {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration BARRIER_PATIENCE = Duration.ofMinutes(2);

  private final EpochTable epochs;
  private final LedgerProgress progress;
  private final Journal journal;
  private final Shards shards;
  private final RedisStock redis;
  private final StockCopy stock;
  private final OpenQuarantines quarantines;
  private final Gate gate;
  private final Clock clock;
  private final MeterRegistry meters;

  Rebuild(
      EpochTable epochs,
      LedgerProgress progress,
      Journal journal,
      Shards shards,
      RedisStock redis,
      Gate gate,
      Clock clock,
      MeterRegistry meters) {
    this.epochs = epochs;
    this.progress = progress;
    this.journal = journal;
    this.shards = shards;
    this.redis = redis;
    this.stock = new StockCopy(shards, redis);
    this.quarantines = new OpenQuarantines(shards);
    this.gate = gate;
    this.clock = clock;
    this.meters = meters;
  }

  /** To be run by the leader only. */
  EpochTable.Epoch run() throws InterruptedException {
    long start = System.nanoTime();
    long number = epochs.current().number() + 1;
    epochs.begin(number);
    String token = "rebuilding:" + number + ":" + UUID.randomUUID();
    redis.begin(token);
    awaitLedger(number);
    shards.all().forEach(shard -> new VoidNumbers(shard).fill(number));
    long caughtUp = took(Rebuilding.Step.LEDGER, start);
    long skus = copyStock(token, number);
    redis.quarantine(token, number, quarantines.skus());
    long copied = took(Rebuilding.Step.COPY, caughtUp);
    Instant recallUntil =
        nothingDecidedYet() ? Instant.EPOCH : clock.instant().plus(DeductionEngine.CLOCK_TOLERANCE);
    EpochTable.Epoch epoch = new EpochTable.Epoch(number, true, recallUntil);
    redis.open(token, number);
    epochs.open(epoch);
    log.info(
        "Epoch {} is open: {} SKUs rebuilt in {} ms ({} ms for the ledger, {} ms to copy, {} a"
            + " second)",
        number,
        skus,
        millis(System.nanoTime() - start),
        millis(caughtUp - start),
        millis(copied - caughtUp),
        StockCopy.perSecond(skus, copied - caughtUp));
    return epoch;
  }

  /** Records how long a step took, and returns the time at its end. */
  private long took(Rebuilding.Step step, long start) {
    long end = System.nanoTime();
    meters
        .timer("skuline.rebuild.time", "step", step.name().toLowerCase(Locale.ROOT))
        .record(Duration.ofNanos(end - start));
    return end;
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private void awaitLedger(long epoch) throws InterruptedException {
    report(epoch, Rebuilding.Step.LEDGER, 0, progress.all());
    for (int group = 0; group < Journal.GROUPS; group++) {
      journal.append(group, new JournalEntry.Barrier(epoch));
    }
    long deadline = System.nanoTime() + BARRIER_PATIENCE.toNanos();
    int passed = 0;
    while (passed < progress.all()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "The ledger has not come to the barrier in "
                + (progress.all() - passed)
                + " of the journal's message groups, counted for each shard");
      }
      Thread.sleep(POLL.toMillis());
      passed = progress.passed(epoch);
      report(epoch, Rebuilding.Step.LEDGER, passed, progress.all());
    }
  }

  private long copyStock(String token, long epoch) {
    long total = stock.count();
    report(epoch, Rebuilding.Step.COPY, 0, total);
    return stock.run(
        token, epoch, total, copied -> report(epoch, Rebuilding.Step.COPY, copied, total));
  }

  private void report(long epoch, Rebuilding.Step step, long done, long total) {
    gate.rebuilding(new Rebuilding(epoch, step, done, total));
  }

  /** The very first epoch of a system: no order can have been decided before. */
  private boolean nothingDecidedYet() {
    return shards.all().stream().allMatch(Rebuild::isEmpty);
  }

  private static boolean isEmpty(Shard shard) {
    Integer rows =
        shard
            .jdbc()
            .queryForObject(
                "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM movement LIMIT 1) m)"
                    + " + (SELECT COUNT(*) FROM (SELECT 1 FROM unmoved_answer LIMIT 1) u)",
                Integer.class);
    return rows != null && rows == 0;
  }
}
