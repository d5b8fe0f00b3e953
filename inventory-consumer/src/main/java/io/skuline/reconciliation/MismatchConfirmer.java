package io.skuline.reconcile;

import io.skuline.broker.Time;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of suspects of one pass whether they really differ, and acts on it: looks closely, several
 * times; and nothing counts unless the epoch still stands after the last look.
 */
final class Judge {

  private static final Logger log = LoggerFactory.getLogger(Judge.class);

  /** So often a difference must be seen. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How long a suspect may take to be no longer late. */
  private static final Duration SUSPECT_PATIENCE = Duration.ofSeconds(1);

  private final long epoch;
  private final DecidedStock decided;
  private final CloseLook closeLook;
  private final Quarantine quarantine;
  private final LateSkus late;
  private final DriftAlarm alarm;
  private final ReconcileMetrics metrics;
  private final Time time;
  private final Set<String> held;
  private final List<Difference> found = new ArrayList<>();
  private long differences;

  Judge(
      long epoch,
      DecidedStock decided,
      CloseLook closeLook,
      Quarantine quarantine,
      LateSkus late,
      DriftAlarm alarm,
      ReconcileMetrics metrics,
      Time time) {
    this.epoch = epoch;
    this.decided = decided;
    this.closeLook = closeLook;
    this.quarantine = quarantine;
    this.late = late;
    this.alarm = alarm;
    this.metrics = metrics;
    this.time = time;
    this.held = quarantine.openSkus();
  }

  /** What was found, as far as it is listed. */
  List<Difference> found() {
    return List.copyOf(found);
  }

  /** How many differences were found. */
  long differences() {
    return differences;
  }

  /** How many SKUs are in quarantine, as far as this pass knows. */
  int held() {
    return held.size();
  }

  /** Whether a SKU is in quarantine: it is not compared. */
  boolean isHeld(String sku) {
    return held.contains(sku);
  }

  /** What is in quarantine is not compared; only its mark must be there. */
  boolean isHeld(String sku, DecidedStock.@Nullable Held there) {
    boolean open = held.contains(sku);
    boolean marked = there != null && there.quarantined();
    if (open != marked) {
      quarantine.align(epoch, sku);
    }
    return open || marked;
  }

  /**
   * @throws DeductionUnavailableException if Redis is to be rebuilt, or the epoch has ended
   */
  void judge(String sku) throws InterruptedException {
    Difference difference = null;
    for (int look = 1; look <= LOOKS; look++) {
      Difference seen = look(sku);
      if (seen == null || (difference != null && seen.kind() != difference.kind())) {
        return;
      }
      difference = seen;
      time.sleep(BETWEEN_LOOKS);
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

  /**
   * The database lacks numbers for too long.
   *
   * @param why in words
   */
  void lost(String sku, String why) {
    CloseLook.View view = closeLook.now(epoch, sku);
    act(new Difference(sku, Difference.Kind.LOST, why, view.decided(), view.row()));
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
