package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the suspects of one pass really differ, and acts on it. It inspects each
 * closely, several times, and nothing counts unless the epoch still stands after the last look.
 */
final class MismatchConfirmer {

  private static final Logger log = LoggerFactory.getLogger(MismatchConfirmer.class);

  /** How often a difference must be seen. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How long a suspect may take until it is no longer late. */
  private static final Duration SUSPECT_PATIENCE = Duration.ofSeconds(1);

  private final PartitionEpochs epochs;
  private final LiveStock live;
  private final SkuInspector closeLook;
  private final QuarantineService quarantine;
  private final LaggingSkus lagging;
  private final DriftAlarm alarm;
  private final ReconcileMetrics metrics;
  private final TimeSource time;
  private final Set<String> held;
  private final List<Mismatch> found = new ArrayList<>();
  private long differences;

  MismatchConfirmer(
      PartitionEpochs epochs,
      LiveStock live,
      SkuInspector closeLook,
      QuarantineService quarantine,
      LaggingSkus lagging,
      DriftAlarm alarm,
      ReconcileMetrics metrics,
      TimeSource time) {
    this.epochs = epochs;
    this.live = live;
    this.closeLook = closeLook;
    this.quarantine = quarantine;
    this.lagging = lagging;
    this.alarm = alarm;
    this.metrics = metrics;
    this.time = time;
    this.held = quarantine.openSkus();
  }

  /** Returns the mismatches that are listed. */
  List<Mismatch> found() {
    return List.copyOf(found);
  }

  /** Returns how many differences were found. */
  long differences() {
    return differences;
  }

  /** Returns how many SKUs are in quarantine, as far as this pass knows. */
  int held() {
    return held.size();
  }

  /** Tells whether a SKU is in quarantine and so is not compared. */
  boolean isHeld(String sku) {
    return held.contains(sku);
  }

  /**
   * Tells whether a SKU is in quarantine. Such a SKU is not compared; only its mark must be there.
   */
  boolean isHeld(String sku, LiveStock.@Nullable Held there) {
    boolean open = held.contains(sku);
    boolean marked = there != null && there.quarantined();
    if (open != marked) {
      quarantine.align(epochs, sku);
    }
    return open || marked;
  }

  /**
   * @throws DeductionUnavailableException if Redis is to be rebuilt, or the epoch has ended
   */
  void judge(String sku) throws InterruptedException {
    Mismatch mismatch = null;
    for (int look = 1; look <= LOOKS; look++) {
      Mismatch seen = look(sku);
      if (seen == null || (mismatch != null && seen.kind() != mismatch.kind())) {
        return;
      }
      mismatch = seen;
      time.sleep(BETWEEN_LOOKS);
    }
    if (mismatch != null) {
      act(mismatch);
    }
  }

  private @Nullable Mismatch look(String sku) throws InterruptedException {
    SkuInspector.View view = closeLook.settled(epochs, sku, SUSPECT_PATIENCE);
    StockLevel now = view.decided();
    if (view.late() && now != null) {
      lagging.add(sku, now);
    }
    return view.difference();
  }

  /**
   * Acts on a SKU of which the database has lacked numbers for too long.
   *
   * @param why the reason in words
   */
  void lost(String sku, String why) {
    SkuInspector.View view = closeLook.now(epochs, sku);
    act(new Mismatch(sku, Mismatch.Kind.LOST, why, view.decided(), view.row()));
  }

  private void act(Mismatch mismatch) {
    live.requireStanding(epochs.onlyOf(mismatch.sku()));
    differences++;
    metrics.found(mismatch.kind());
    if (found.size() < PassReport.MOST_LISTED) {
      found.add(mismatch);
    }
    if (mismatch.kind().quarantined()) {
      quarantine.hold(epochs, mismatch);
      held.add(mismatch.sku());
      return;
    }
    String what = "SKU " + mismatch.sku() + ": " + mismatch.why();
    log.error("{}", what);
    alarm.raise(mismatch.sku(), epochs.of(mismatch.sku()), what);
    throw new DeductionUnavailableException("Redis is to be rebuilt. " + what);
  }
}
