package io.skuline.reconcile;

import io.skuline.broker.Time;
import io.skuline.deduction.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks again at the SKUs that were late, until the ledger has come to them, or for some time. Who
 * is late for too long, although the ledger has come through, has lost something.
 */
final class Settling {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How long the ledger may take at the end of a pass; who is late then, is left to the next. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /** How long a decision may take from an instance to the journal when nothing is in its way. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final StoredStock stored;
  private final Judge judge;
  private final LateSkus late;
  private final LedgerProbe probe;
  private final Duration patience;
  private final Time time;

  /**
   * @param patience how long the database may lack a number that was decided
   */
  Settling(
      StoredStock stored,
      Judge judge,
      LateSkus late,
      LedgerProbe probe,
      Duration patience,
      Time time) {
    this.stored = stored;
    this.judge = judge;
    this.late = late;
    this.probe = probe;
    this.patience = patience;
    this.time = time;
  }

  void settle() throws InterruptedException {
    long deadline = time.nanos() + SETTLE.toNanos();
    lookFor(late.all());
    while (late.size() > 0 && time.nanos() - deadline < 0) {
      time.sleep(BETWEEN_LOOKS);
      Map<String, LateSkus.Late> fresh = late.all();
      fresh.values().removeIf(each -> each.overdue(patience));
      if (fresh.isEmpty()) {
        break;
      }
      lookFor(fresh);
    }
    judgeLost();
  }

  private void lookFor(Map<String, LateSkus.Late> some) throws InterruptedException {
    Set<String> there = new HashSet<>();
    List<String> suspects = new ArrayList<>();
    some.forEach(
        (sku, each) -> {
          StoredStock.Past past = stored.at(sku, each.decided().sequence());
          if (past != null && past.movements() >= each.decided().sequence()) {
            there.add(sku);
            if (past.available() != each.decided().available() && !judge.isHeld(sku)) {
              suspects.add(sku);
            }
          }
        });
    late.remove(there);
    for (String suspect : suspects) {
      judge.judge(suspect);
    }
  }

  /** Late for too long, and it is not the ledger that is behind. */
  private void judgeLost() throws InterruptedException {
    Map<String, LateSkus.Late> lost = late.overdue(patience);
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
      if (there < then.sequence() && !judge.isHeld(sku)) {
        judge.lost(
            sku,
            "numbers up to %d were decided, the database has %d of them after %d s"
                .formatted(then.sequence(), there, each.getValue().age().toSeconds()));
      }
    }
  }

  /**
   * Twice: if the broker was away until just now, a decision may still be on its way to the journal
   * behind the first look.
   */
  private boolean isAllStored() throws InterruptedException {
    if (!probe.comesThrough()) {
      return false;
    }
    time.sleep(GRACE.compareTo(patience) < 0 ? GRACE : patience);
    return probe.comesThrough();
  }
}
