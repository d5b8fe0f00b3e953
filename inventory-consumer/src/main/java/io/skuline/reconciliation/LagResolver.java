package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.StoredStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks again at the SKUs that were late, until the ledger has come to them, or for some time. If a
 * SKU is late for too long although the ledger has read everything, a number of it is lost.
 *
 * @param patience how long the database may lack a number that was decided
 */
record LagResolver(
    StoredStock stored,
    MismatchConfirmer confirmer,
    LaggingSkus lagging,
    LedgerProbe probe,
    Duration patience,
    TimeSource time) {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /**
   * How long the ledger may take at the end of a pass. A SKU that is late then is left to the next
   * pass.
   */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /** How long a decision may take from an instance to the journal when nothing is in its way. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  void settle() throws InterruptedException {
    long deadline = time.nanos() + SETTLE.toNanos();
    lookFor(lagging.all());
    while (lagging.size() > 0 && time.nanos() - deadline < 0) {
      time.sleep(BETWEEN_LOOKS);
      Map<String, LaggingSkus.Late> fresh = lagging.all();
      fresh.values().removeIf(each -> each.overdue(patience));
      if (fresh.isEmpty()) {
        break;
      }
      lookFor(fresh);
    }
    judgeLost();
  }

  private void lookFor(Map<String, LaggingSkus.Late> some) throws InterruptedException {
    Set<String> there = new HashSet<>();
    List<String> suspects = new ArrayList<>();
    some.forEach(
        (sku, each) -> {
          StoredStock.Past past = stored.at(sku, each.decided().sequence());
          if (past != null && past.movements() >= each.decided().sequence()) {
            there.add(sku);
            if (past.available() != each.decided().available() && !confirmer.isHeld(sku)) {
              suspects.add(sku);
            }
          }
        });
    lagging.remove(there);
    for (String suspect : suspects) {
      confirmer.judge(suspect);
    }
  }

  /** Handles the SKUs that are late for too long, if it is not the ledger that is behind. */
  private void judgeLost() throws InterruptedException {
    Map<String, LaggingSkus.Late> lost = lagging.overdue(patience);
    if (lost.isEmpty()) {
      return;
    }
    if (!isAllStored()) {
      lagging.extendDeadline(lost.keySet());
      return;
    }
    for (Map.Entry<String, LaggingSkus.Late> each : lost.entrySet()) {
      String sku = each.getKey();
      StockLevel then = each.getValue().decided();
      StoredStock.Past past = stored.at(sku, then.sequence());
      long there = past == null ? 0 : past.movements();
      lagging.remove(Set.of(sku));
      if (there < then.sequence() && !confirmer.isHeld(sku)) {
        confirmer.lost(
            sku,
            "numbers up to %d were decided, the database has %d of them after %d s"
                .formatted(then.sequence(), there, each.getValue().age().toSeconds()));
      }
    }
  }

  /**
   * Probes twice. If the broker was unavailable until just now, a decision may still be on its way
   * to the journal behind the first probe.
   */
  private boolean isAllStored() throws InterruptedException {
    if (!probe.comesThrough()) {
      return false;
    }
    time.sleep(GRACE.compareTo(patience) < 0 ? GRACE : patience);
    return probe.comesThrough();
  }
}
