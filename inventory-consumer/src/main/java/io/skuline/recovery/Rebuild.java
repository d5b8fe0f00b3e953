package io.skuline.recovery;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.StockLevel;
import io.skuline.deduction.redis.Gate;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.BarrierTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Builds the stock in Redis anew, from the database and what is still in the journal.
 *
 * <ol>
 *   <li>A new epoch begins in the database. Its number is never reused.
 *   <li>Redis is closed for every epoch: a token takes the epoch's place, the scripts are loaded.
 *   <li>A barrier goes through every message group of the journal. When the ledger has come to all
 *       of them, the database has everything that anybody was told; what the old epoch still sends
 *       comes behind a barrier and is void.
 *   <li>Stock and sequence of every SKU are copied from the database.
 *   <li>Redis is opened for the epoch, by a script that still finds the token. Had the server
 *       restarted since step 2, neither token nor script would be there.
 * </ol>
 *
 * It may be interrupted anywhere; the next attempt starts over with the next epoch.
 */
final class Rebuild {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final int PAGE = 1000;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration BARRIER_PATIENCE = Duration.ofMinutes(2);

  private final EpochTable epochs;
  private final BarrierTable barriers;
  private final Journal journal;
  private final JdbcTemplate jdbc;
  private final RedisStock redis;
  private final Gate gate;
  private final Clock clock;

  Rebuild(
      EpochTable epochs,
      BarrierTable barriers,
      Journal journal,
      JdbcTemplate jdbc,
      RedisStock redis,
      Gate gate,
      Clock clock) {
    this.epochs = epochs;
    this.barriers = barriers;
    this.journal = journal;
    this.jdbc = jdbc;
    this.redis = redis;
    this.gate = gate;
    this.clock = clock;
  }

  /** To be run by the leader only. */
  EpochTable.Epoch run() throws InterruptedException {
    long start = System.nanoTime();
    long number = epochs.current().number() + 1;
    epochs.begin(number);
    String token = "rebuilding:" + number + ":" + UUID.randomUUID();
    redis.begin(token);
    awaitLedger(number);
    long skus = copyStock(token, number);
    Instant recallUntil =
        nothingDecidedYet() ? Instant.EPOCH : clock.instant().plus(DeductionEngine.CLOCK_TOLERANCE);
    EpochTable.Epoch epoch = new EpochTable.Epoch(number, true, recallUntil);
    redis.open(token, number);
    epochs.open(epoch);
    log.info(
        "Epoch {} is open: {} SKUs rebuilt in {} ms",
        number,
        skus,
        Duration.ofNanos(System.nanoTime() - start).toMillis());
    return epoch;
  }

  private void awaitLedger(long epoch) throws InterruptedException {
    for (int group = 0; group < Journal.GROUPS; group++) {
      journal.append(group, new JournalEntry.Barrier(epoch));
    }
    long deadline = System.nanoTime() + BARRIER_PATIENCE.toNanos();
    int passed = 0;
    while (passed < Journal.GROUPS) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "The ledger has not come to the barrier in "
                + (Journal.GROUPS - passed)
                + " of the journal's message groups");
      }
      Thread.sleep(POLL.toMillis());
      passed = barriers.groupsPassed(epoch);
      gate.explain(
          "rebuilding epoch %d: the ledger catches up, %d of %d"
              .formatted(epoch, passed, Journal.GROUPS));
    }
  }

  private long copyStock(String token, long epoch) {
    String after = "";
    long copied = 0;
    while (true) {
      Map<String, StockLevel> page = page(after);
      if (page.isEmpty()) {
        return copied;
      }
      redis.load(token, epoch, page);
      copied += page.size();
      for (String sku : page.keySet()) {
        after = sku;
      }
      gate.explain("rebuilding epoch %d: %d SKUs copied".formatted(epoch, copied));
    }
  }

  private Map<String, StockLevel> page(String after) {
    Map<String, StockLevel> page = new LinkedHashMap<>();
    jdbc.query(
        "SELECT sku_id, available, last_sequence FROM stock"
            + " WHERE sku_id > ? AND movements > 0 ORDER BY sku_id LIMIT "
            + PAGE,
        row -> {
          page.put(
              row.getString("sku_id"),
              new StockLevel(row.getLong("available"), row.getLong("last_sequence")));
        },
        after);
    return page;
  }

  /** The very first epoch of a system: no order can have been decided before. */
  private boolean nothingDecidedYet() {
    Integer rows =
        jdbc.queryForObject(
            "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM movement LIMIT 1) m)"
                + " + (SELECT COUNT(*) FROM (SELECT 1 FROM unmoved_answer LIMIT 1) u)",
            Integer.class);
    return rows != null && rows == 0;
  }
}
