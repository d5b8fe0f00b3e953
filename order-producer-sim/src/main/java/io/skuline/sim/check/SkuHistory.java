package io.skuline.sim.check;

import io.skuline.event.StockMove;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All movements of one SKU that answers told of, folded in sequence. */
final class SkuHistory {

  private record Step(long sequence, long delta, long remaining) {}

  private final String sku;
  private final List<Step> steps = new ArrayList<>();
  private boolean uncertain;

  SkuHistory(String sku) {
    this.sku = sku;
  }

  /**
   * @param sign -1 for a deduction, 1 for everything that adds
   */
  void add(StockMove move, int sign) {
    steps.add(new Step(move.sequence(), (long) sign * move.quantity(), move.remaining()));
  }

  /** An unanswered event names this SKU: gaps may be its doing, so they prove nothing. */
  void markUncertain() {
    uncertain = true;
  }

  /**
   * Folds the movements. Those up to the opening's sequence are answers of old, given again.
   *
   * @return by how many units the SKU was sold below zero at worst, 0 if never
   */
  long check(StockLevel opening, StockLevel closing, Violations violations) {
    steps.sort(Comparator.comparingLong(Step::sequence));
    long available = opening.available();
    long lowest = 0;
    long due = opening.sequence() + 1;
    boolean gapless = true;
    for (Step step : steps) {
      if (step.sequence() <= opening.sequence()) {
        continue;
      }
      available += step.delta();
      // Across a gap the sum says nothing, but what the answer itself says still does.
      lowest =
          Math.min(lowest, uncertain ? step.remaining() : Math.min(available, step.remaining()));
      gapless &= step.sequence() == due;
      checkStep(step, due, available, gapless, violations);
      due = step.sequence() + 1;
    }
    if (!uncertain) {
      checkEnd(available, due - 1, closing, violations);
    }
    if (lowest < 0) {
      violations.add(
          Violation.Rule.NO_OVERSELL, sku, "%d units more than there were".formatted(-lowest));
    }
    return -lowest;
  }

  private void checkStep(
      Step step, long due, long available, boolean gapless, Violations violations) {
    if (step.sequence() < due || (step.sequence() > due && !uncertain)) {
      violations.add(
          Violation.Rule.SEQUENCE,
          sku,
          "movement %d where %d was due".formatted(step.sequence(), due));
    } else if (gapless && step.remaining() != available) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "movement %d left %d, the sum says %d"
              .formatted(step.sequence(), step.remaining(), available));
    }
  }

  private void checkEnd(
      long available, long lastSequence, StockLevel closing, Violations violations) {
    if (closing.available() < 0) {
      violations.add(
          Violation.Rule.NO_OVERSELL, sku, "available is %d".formatted(closing.available()));
    }
    if (closing.available() != available || closing.sequence() != lastSequence) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "the service has %d units at movement %d, the answers add up to %d at movement %d"
              .formatted(closing.available(), closing.sequence(), available, lastSequence));
    }
  }
}
