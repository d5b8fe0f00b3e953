package io.skuline.sim.checker;

import io.skuline.sim.admin.ReportedLevel;

/**
 * Adds up the movements of one SKU, in the order of their numbers.
 *
 * <p>Where numbers are missing, unanswered events may have moved the SKU. Then the stock is only
 * known to lie between two bounds. Nothing outside of these bounds can be true.
 */
final class MovementSum {

  private final String sku;
  private final Unanswered unanswered;
  private final Violations violations;
  private final long openingUnits;

  /** The opening stock and every reported movement since then. */
  private long sum;

  /** Numbers that no answer has reported since {@link #sum} was certain. */
  private long missing;

  private long lastNumber;

  /** The stock that the last answer reported, or should have reported. */
  private long lastLevel;

  private long oversold;

  MovementSum(String sku, ReportedLevel opening, Unanswered unanswered, Violations violations) {
    this.sku = sku;
    this.unanswered = unanswered;
    this.violations = violations;
    openingUnits = opening.available();
    sum = openingUnits;
    lastLevel = openingUnits;
    lastNumber = opening.sequence();
  }

  /** Returns the units that were sold and did not exist. */
  long oversold() {
    return oversold;
  }

  /** Returns the most units that the SKU can have by now. */
  long most() {
    return sum + unanswered.rise(missing);
  }

  void next(Step step) {
    sum += step.delta();
    if (step.sequence() == lastNumber) {
      violations.add(
          Violation.Rule.SEQUENCE,
          sku,
          "%s got number %d, which another one has, too".formatted(step.by(), lastNumber));
      oversold += step.soldTooMuch(Math.min(most(), step.remaining()));
      return;
    }
    long gap = step.sequence() - lastNumber - 1;
    lastNumber = step.sequence();
    if (!unanswered.explain(missing + gap)) {
      violations.add(
          Violation.Rule.SEQUENCE,
          sku,
          "movement %d where %d was due".formatted(step.sequence(), step.sequence() - gap));
      oversold += step.soldTooMuch(step.remaining());
      // Another publisher moved the SKU: from here on, only reported levels are known.
      sum = step.remaining();
      lastLevel = sum;
      missing = 0;
      return;
    }
    missing += gap;
    long least =
        Math.max(sum + unanswered.fall(missing), lastLevel + step.delta() + unanswered.fall(gap));
    long most = Math.min(most(), lastLevel + step.delta() + unanswered.rise(gap));
    requireBetween(least, most, step);
    oversold += step.soldTooMuch(Math.min(most, step.remaining()));
    lastLevel = Math.max(least, Math.min(most, step.remaining()));
  }

  private void requireBetween(long least, long most, Step step) {
    if (step.remaining() < least || step.remaining() > most) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "movement %d left %d, the sum says %s"
              .formatted(step.sequence(), step.remaining(), between(least, most)));
    }
  }

  /** Compares the sum with the closing stock that the service reports. */
  void end(ReportedLevel closing) {
    long gap = Math.max(0, closing.sequence() - lastNumber);
    boolean explained = closing.sequence() >= lastNumber && unanswered.explain(missing + gap);
    long least = Math.max(sum + unanswered.fall(missing + gap), lastLevel + unanswered.fall(gap));
    long most = Math.min(sum + unanswered.rise(missing + gap), lastLevel + unanswered.rise(gap));
    if (closing.available() < Math.min(0, openingUnits)) {
      violations.add(
          Violation.Rule.NO_OVERSELL, sku, "available is %d".formatted(closing.available()));
    }
    if (!explained || closing.available() < least || closing.available() > most) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "the service has %d units at movement %d, the answers add up to %s at movement %d"
              .formatted(
                  closing.available(), closing.sequence(), between(least, most), lastNumber));
    }
  }

  private static String between(long least, long most) {
    return least == most ? Long.toString(least) : "%d to %d".formatted(least, most);
  }
}
