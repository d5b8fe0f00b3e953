package io.skuline.verification;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StandingEpochs;
import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.verification.AuditReport.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the invariants of the whole system. It first waits until the database has caught up with
 * the place where stock is decided, and no cart has units reserved, then compares the two SKU by
 * SKU, and then has the database prove the rest.
 *
 * <p>It is meant for a system at rest. While orders come in, SKUs that move are reported as behind.
 */
public final class Audit {

  private static final int PAGE = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Shards shards;
  private final StockLevels levels;
  private final StandingEpochs standing;
  private final LedgerAudit ledger;
  private final TimeSource time;

  /**
   * @param standing the epoch of the levels
   */
  public Audit(Shards shards, StockLevels levels, StandingEpochs standing) {
    this(shards, levels, standing, TimeSource.SYSTEM);
  }

  Audit(Shards shards, StockLevels levels, StandingEpochs standing, TimeSource time) {
    this.time = time;
    this.shards = shards;
    this.levels = levels;
    this.standing = standing;
    this.ledger = new LedgerAudit(shards);
  }

  /**
   * @param patience how long to wait for the ledger, and for stock that is fenced or changes its
   *     epoch
   * @throws DeductionUnavailableException if stock is still fenced then
   */
  public AuditReport run(Duration patience) throws InterruptedException {
    long deadline = time.nanos() + patience.toNanos();
    Comparison comparison = compareUntil(deadline);
    while (!comparison.isAtRest() && time.nanos() - deadline < 0) {
      time.sleep(LOOK_AGAIN);
      comparison = compareUntil(deadline);
    }
    List<Violation> violations = new ArrayList<>(comparison.violations);
    violations.addAll(ledger.violations());
    if (comparison.isBehind()) {
      violations.add(
          new Violation(
              "the database catches up",
              "%d SKUs, %d answers to check".formatted(comparison.behind, comparison.unchecked),
              "the database has not caught up in " + patience.toSeconds() + " s"));
    }
    if (comparison.reserved > 0) {
      violations.add(
          new Violation(
              "no cart keeps units",
              comparison.reserved + " SKUs",
              "units that carts have reserved are neither deducted nor released in "
                  + patience.toSeconds()
                  + " s"));
    }
    boolean passed = violations.isEmpty();
    return new AuditReport(
        passed,
        comparison.skus,
        ledger.number("SELECT COUNT(*) FROM movement"),
        ledger.number("SELECT -SUM(delta) FROM movement WHERE kind = 'D'"),
        ledger.number("SELECT SUM(delta) FROM movement WHERE kind IN ('R', 'X')"),
        ledger.number("SELECT SUM(available) FROM stock"),
        comparison.behind,
        violations.subList(0, Math.min(violations.size(), AuditReport.MAX_VIOLATIONS)));
  }

  private static final class Comparison {
    private long skus;
    private long behind;
    private long unchecked;
    private long reserved;

    boolean isBehind() {
      return behind > 0 || unchecked > 0;
    }

    boolean isAtRest() {
      return !isBehind() && reserved == 0;
    }

    private final List<Violation> violations = new ArrayList<>();
  }

  private Comparison compareUntil(long deadline) throws InterruptedException {
    while (true) {
      try {
        return compare();
      } catch (DeductionUnavailableException e) {
        if (time.nanos() - deadline >= 0) {
          throw e;
        }
        time.sleep(LOOK_AGAIN);
      }
    }
  }

  /**
   * A Redis that lost data has no SKU, or less than the database; that is no finding of the audit.
   */
  private Comparison compare() {
    Comparison comparison = new Comparison();
    PartitionEpochs epochs = standing.epochs();
    for (Shard shard : shards.all()) {
      compare(comparison, shard);
    }
    standing.requireStanding(epochs);
    comparison.unchecked = ledger.number("SELECT COUNT(*) FROM unchecked_answer");
    return comparison;
  }

  private void compare(Comparison comparison, Shard shard) {
    String after = "";
    while (true) {
      Map<String, StockLevel> stored = page(shard, after);
      if (stored.isEmpty()) {
        return;
      }
      Map<String, AccountedLevel> live = levels.accounted(stored.keySet());
      for (Map.Entry<String, StockLevel> row : stored.entrySet()) {
        compare(comparison, row.getKey(), row.getValue(), live.get(row.getKey()));
        after = row.getKey();
      }
    }
  }

  private static void compare(
      Comparison comparison, String sku, StockLevel stored, @Nullable AccountedLevel accounted) {
    comparison.skus++;
    if (accounted == null) {
      comparison.violations.add(
          new Violation(
              "stock is where it is decided", sku, "missing; the database has " + stored));
      return;
    }
    comparison.reserved += accounted.reserved() == 0 ? 0 : 1;
    StockLevel live = accounted.level();
    if (live.sequence() > stored.sequence()) {
      comparison.behind++;
    } else if (!live.equals(stored)) {
      comparison.violations.add(
          new Violation("both stores agree", sku, "decided: " + live + ", database: " + stored));
    }
  }

  /**
   * Only rows without gaps count: a row that lacks a movement has not caught up. A row of a bucket
   * that nothing was moved to yet is no stock.
   */
  private static Map<String, StockLevel> page(Shard shard, String after) {
    Map<String, StockLevel> page = new LinkedHashMap<>();
    shard
        .jdbc()
        .query(
            """
            SELECT sku_id, available, LEAST(last_sequence, movements) AS sequence FROM stock
            WHERE sku_id > ? AND (last_sequence > 0 OR available <> 0) ORDER BY sku_id LIMIT %s
            """
                .formatted(PAGE),
            row -> {
              page.put(
                  row.getString("sku_id"),
                  new StockLevel(row.getLong("available"), row.getLong("sequence")));
            },
            after);
    return page;
  }
}
