package io.skuline.reconcile;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.StockLevel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One pass over all SKUs: those of the database page by page, then those that only Redis has, then
 * those again that were late. What seems to differ is looked at closely, several times, before it
 * counts; and nothing counts unless the epoch still stands after the last look.
 */
final class Pass {

  private static final Logger log = LoggerFactory.getLogger(Pass.class);

  /** So often a difference must be seen. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How long a suspect may take to be no longer late. */
  private static final Duration SUSPECT_PATIENCE = Duration.ofSeconds(1);

  /** How long the ledger may take at the end of a pass; who is late then, is left to the next. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /** How long a decision may take from an instance to the journal when nothing is in its way. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final JdbcTemplate jdbc;
  private final DecidedStock decided;
  private final Quarantine quarantine;
  private final LateSkus late;
  private final LedgerProbe probe;
  private final DriftAlarm alarm;
  private final ReconcileProperties properties;
  private final ReconcileMetrics metrics;
  private final Clock clock;

  Pass(
      JdbcTemplate jdbc,
      DecidedStock decided,
      Quarantine quarantine,
      LateSkus late,
      LedgerProbe probe,
      DriftAlarm alarm,
      ReconcileProperties properties,
      ReconcileMetrics metrics,
      Clock clock) {
    this.jdbc = jdbc;
    this.decided = decided;
    this.quarantine = quarantine;
    this.late = late;
    this.probe = probe;
    this.alarm = alarm;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @param progress is told the number of SKUs after each page
   * @throws DeductionUnavailableException if stock is fenced from the start
   */
  PassReport run(LongConsumer progress) throws InterruptedException {
    return new Run(decided.epoch(), progress).run();
  }

  private final class Run {

    private final Instant startedAt = clock.instant();
    private final Pace pace = new Pace(properties.skusPerSecond());
    private final StoredStock stored = new StoredStock(jdbc);
    private final CloseLook closeLook = new CloseLook(jdbc, decided);
    private final List<Difference> found = new ArrayList<>();
    private final long epoch;
    private final LongConsumer progress;
    private final Set<String> held;
    private long skus;
    private long differences;

    Run(long epoch, LongConsumer progress) {
      this.epoch = epoch;
      this.progress = progress;
      this.held = quarantine.openSkus();
      late.begin(epoch);
    }

    PassReport run() throws InterruptedException {
      String ended = "";
      try {
        compareStored();
        compareOnlyDecided();
        settle();
        decided.requireStanding(epoch);
      } catch (DeductionUnavailableException | DataAccessException e) {
        ended = String.valueOf(e.getMessage());
        log.info("The pass ends early: {}", ended);
      }
      int quarantined = quarantine.openSkus().size();
      PassReport report =
          new PassReport(
              ended.isEmpty() && differences == 0 && quarantined == 0,
              startedAt,
              clock.instant(),
              skus,
              late.size(),
              differences,
              List.copyOf(found),
              quarantined,
              ended);
      metrics.passed(report);
      return report;
    }

    private void compareStored() throws InterruptedException {
      String after = "";
      List<StoredStock.Row> page = stored.page(after);
      while (!page.isEmpty()) {
        after = page.get(page.size() - 1).sku();
        compare(page);
        advance(page.size());
        page = stored.page(after);
      }
    }

    /** The database was read before: where stock is decided, one can only be further. */
    private void compare(List<StoredStock.Row> page) throws InterruptedException {
      Map<String, StockLevel> asked = new LinkedHashMap<>();
      page.forEach(row -> asked.put(row.sku(), row.level()));
      Map<String, DecidedStock.Held> now = decided.read(epoch, asked);
      List<String> suspects = new ArrayList<>();
      for (StoredStock.Row row : page) {
        DecidedStock.Held there = now.get(row.sku());
        if (!isHeld(row.sku(), there) && suspicious(row, there == null ? null : there.level())) {
          suspects.add(row.sku());
        }
      }
      for (String suspect : suspects) {
        judge(suspect);
      }
    }

    /** What is in quarantine is not compared; only its mark must be there. */
    private boolean isHeld(String sku, DecidedStock.@Nullable Held there) {
      boolean open = held.contains(sku);
      boolean marked = there != null && there.quarantined();
      if (open != marked) {
        quarantine.align(epoch, sku);
      }
      return open || marked;
    }

    private boolean suspicious(StoredStock.Row row, @Nullable StockLevel now) {
      if (!row.plausible()) {
        return true;
      }
      if (now == null) {
        return row.movements() > 0;
      }
      if (now.sequence() < row.lastSequence()) {
        return true;
      }
      if (now.sequence() > row.lastSequence() || row.movements() < row.lastSequence()) {
        late.add(row.sku(), now);
        return false;
      }
      return now.available() != row.available();
    }

    /** A SKU that is new may not have come to the database yet. */
    private void compareOnlyDecided() throws InterruptedException {
      List<String> page = new ArrayList<>();
      for (String sku : decided.skus(epoch)) {
        page.add(sku);
        if (page.size() == StoredStock.PAGE) {
          compareUnknown(page);
          page.clear();
        }
      }
      if (!page.isEmpty()) {
        compareUnknown(page);
      }
    }

    private void compareUnknown(List<String> page) throws InterruptedException {
      Set<String> known = stored.stocked(page);
      Map<String, StockLevel> unknown = new LinkedHashMap<>();
      for (String sku : page) {
        if (!known.contains(sku)) {
          unknown.put(sku, new StockLevel(0, 0));
        }
      }
      decided
          .read(epoch, unknown)
          .forEach(
              (sku, there) -> {
                if (!isHeld(sku, there)) {
                  late.add(sku, there.level());
                }
              });
      pace.spend(page.size());
    }

    private void advance(int count) throws InterruptedException {
      skus += count;
      metrics.compared(count);
      progress.accept(skus);
      pace.spend(count);
    }

    /** Late SKUs are looked at again until the ledger has come, or for some time. */
    private void settle() throws InterruptedException {
      long deadline = System.nanoTime() + SETTLE.toNanos();
      lookForLate(late.all());
      while (late.size() > 0 && System.nanoTime() - deadline < 0) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        Map<String, LateSkus.Late> fresh = late.all();
        fresh.values().removeIf(each -> each.overdue(properties.patience()));
        if (fresh.isEmpty()) {
          break;
        }
        lookForLate(fresh);
      }
      judgeLost();
    }

    private void lookForLate(Map<String, LateSkus.Late> some) throws InterruptedException {
      Set<String> there = new HashSet<>();
      List<String> suspects = new ArrayList<>();
      some.forEach(
          (sku, each) -> {
            StoredStock.Past past = stored.at(sku, each.decided().sequence());
            if (past != null && past.movements() >= each.decided().sequence()) {
              there.add(sku);
              if (past.available() != each.decided().available() && !held.contains(sku)) {
                suspects.add(sku);
              }
            }
          });
      late.remove(there);
      for (String suspect : suspects) {
        judge(suspect);
      }
    }

    /** Late for too long, and it is not the ledger that is behind. */
    private void judgeLost() throws InterruptedException {
      Map<String, LateSkus.Late> lost = late.overdue(properties.patience());
      if (lost.isEmpty()) {
        return;
      }
      if (!isAllStored()) {
        late.excuse(lost.keySet());
        return;
      }
      for (Map.Entry<String, LateSkus.Late> each : lost.entrySet()) {
        String sku = each.getKey();
        StockLevel then = each.getValue().decided();
        StoredStock.Past past = stored.at(sku, then.sequence());
        long there = past == null ? 0 : past.movements();
        late.remove(Set.of(sku));
        if (there < then.sequence() && !held.contains(sku)) {
          CloseLook.View view = closeLook.now(epoch, sku);
          String why =
              "numbers up to %d were decided, the database has %d of them after %d s"
                  .formatted(then.sequence(), there, each.getValue().age().toSeconds());
          act(new Difference(sku, Difference.Kind.LOST, why, view.decided(), view.row()));
        }
      }
    }

    /**
     * Twice: if the broker was away until just now, a decision may still be on its way to the
     * journal behind the first look.
     */
    private boolean isAllStored() throws InterruptedException {
      if (!probe.comesThrough(epoch)) {
        return false;
      }
      Thread.sleep(Math.min(GRACE.toMillis(), properties.patience().toMillis()));
      return probe.comesThrough(epoch);
    }

    private void judge(String sku) throws InterruptedException {
      Difference difference = null;
      for (int look = 1; look <= LOOKS; look++) {
        Difference seen = look(sku);
        if (seen == null || (difference != null && seen.kind() != difference.kind())) {
          return;
        }
        difference = seen;
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
      if (difference != null) {
        act(difference);
      }
    }

    private @Nullable Difference look(String sku) throws InterruptedException {
      CloseLook.View view = closeLook.settled(epoch, sku, SUSPECT_PATIENCE);
      StockLevel now = view.decided();
      if (view.late() && now != null) {
        late.add(sku, now);
      }
      return view.difference();
    }

    private void act(Difference difference) {
      decided.requireStanding(epoch);
      differences++;
      metrics.found(difference.kind());
      if (found.size() < PassReport.MOST_LISTED) {
        found.add(difference);
      }
      if (difference.kind().quarantined()) {
        quarantine.hold(epoch, difference);
        held.add(difference.sku());
        return;
      }
      String what = "SKU " + difference.sku() + ": " + difference.why();
      log.error("{}", what);
      alarm.raise(epoch, what);
      throw new DeductionUnavailableException("Redis is to be rebuilt. " + what);
    }
  }
}
