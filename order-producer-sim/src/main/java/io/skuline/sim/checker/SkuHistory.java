package io.skuline.sim.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that answers told of one SKU: movements, folded by number, and what rejections said of its
 * stock.
 */
final class SkuHistory {

  private final String sku;
  private final List<Step> steps = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final Unanswered unanswered = new Unanswered();

  SkuHistory(String sku) {
    this.sku = sku;
  }

  void add(Step step) {
    steps.add(step);
  }

  void add(Claim claim) {
    claims.add(claim);
  }

  /**
   * An event without an answer may have moved this SKU.
   *
   * @param least units that it may have added, negative if it takes some
   * @param most likewise
   */
  void mayHaveMoved(long least, long most) {
    unanswered.add(least, most);
  }

  /**
   * Adds up.
   *
   * @param preCheck see {@link Premises}
   * @return how many units were sold that were not there
   */
  long check(
      ReportedLevel opening, ReportedLevel closing, boolean preCheck, Violations violations) {
    unanswered.sort();
    steps.sort(Comparator.comparingLong(Step::sequence));
    List<Step> numbered = steps.stream().filter(each -> isNew(each, opening)).toList();
    List<Step> others = steps.stream().filter(each -> !isNew(each, opening)).toList();

    Fold fold = new Fold(sku, opening, unanswered, violations);
    numbered.forEach(fold::next);
    fold.end(closing);
    long oversold = fold.oversold() + checkOthers(others, opening, fold.most(), violations);
    if (oversold > 0) {
      violations.add(
          Violation.Rule.NO_OVERSELL, sku, "%d units more than there were".formatted(oversold));
    }
    if (!numbered.isEmpty() || !claims.isEmpty()) {
      checkMoments(numbered, opening, closing, preCheck, violations);
    }
    return oversold;
  }

  private static boolean isNew(Step step, ReportedLevel opening) {
    return step.sequence() > opening.sequence();
  }

  /**
   * Answers with numbers that the SKU had before the run. They are either of old, and agree with
   * each other and with what the run began with; or they are a lie, and what they sold is not
   * there.
   *
   * @param most units there can be in the end
   */
  private long checkOthers(
      List<Step> others, ReportedLevel opening, long most, Violations violations) {
    long oversold = 0;
    long left = most;
    Step before = null;
    for (Step step : others) {
      if (!step.mayBeOld()) {
        left += step.delta();
        oversold += step.soldTooMuch(Math.min(left, step.remaining()));
        violations.add(
            Violation.Rule.SEQUENCE,
            sku,
            "%s was told of movement %d, but the SKU was at %d before it was published"
                .formatted(step.by(), step.sequence(), opening.sequence()));
        continue;
      }
      oversold += step.soldTooMuch(step.remaining());
      checkOld(before, step, opening, violations);
      before = step;
    }
    return oversold;
  }

  private void checkOld(Step before, Step step, ReportedLevel opening, Violations violations) {
    if (before != null && before.sequence() == step.sequence()) {
      violations.add(
          Violation.Rule.SEQUENCE,
          sku,
          "%s and %s were both told of movement %d"
              .formatted(before.by(), step.by(), step.sequence()));
    } else if (before != null
        && before.sequence() + 1 == step.sequence()
        && before.remaining() + step.delta() != step.remaining()) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "movement %d left %d, the one after it left %d"
              .formatted(before.sequence(), before.remaining(), step.remaining()));
    }
    if (step.sequence() == opening.sequence() && step.remaining() != opening.available()) {
      violations.add(
          Violation.Rule.ADDS_UP,
          sku,
          "movement %d left %d, the service had %d there"
              .formatted(step.sequence(), step.remaining(), opening.available()));
    }
  }

  /** Whether numbers and rejections fit the order in which events were published and answered. */
  private void checkMoments(
      List<Step> numbered,
      ReportedLevel opening,
      ReportedLevel closing,
      boolean preCheck,
      Violations violations) {
    Causality causality = new Causality(numbered);
    long last = opening.sequence();
    for (Step step : numbered) {
      long before = causality.lastBefore(step.asked(), opening.sequence());
      if (before >= step.sequence()) {
        violations.add(
            Violation.Rule.SEQUENCE,
            sku,
            "%s got number %d, but %d had been told before it was published"
                .formatted(step.by(), step.sequence(), before));
      }
      last = step.sequence();
    }
    if (claims.isEmpty()) {
      return;
    }
    long end = Math.max(last, closing.sequence());
    Levels levels = levels(opening, numbered);
    for (Claim claim : claims) {
      long from =
          preCheck ? opening.sequence() : causality.lastBefore(claim.asked(), opening.sequence());
      long to = causality.firstAfter(claim.told(), end + 1) - 1;
      if (from <= to && !mayBeTrue(claim, levels, from, to)) {
        violations.add(
            Violation.Rule.TRUE_REASON, claim.by().toString(), problem(claim, levels, from, to));
      }
    }
  }

  private static Levels levels(ReportedLevel opening, List<Step> numbered) {
    List<ReportedLevel> points = new ArrayList<>(numbered.size() + 1);
    points.add(opening);
    long last = opening.sequence();
    for (Step step : numbered) {
      if (step.sequence() > last) {
        points.add(new ReportedLevel(opening.sku(), step.remaining(), step.sequence()));
        last = step.sequence();
      }
    }
    return new Levels(points);
  }

  /** A SKU is known from its first movement on. */
  private boolean mayBeTrue(Claim claim, Levels levels, long from, long to) {
    long known = Math.max(1, from);
    if (claim.what() == Claim.What.UNKNOWN) {
      return from == 0 && claim.units() == 0;
    }
    if (claim.what() == Claim.What.KNOWN || known > to) {
      return known <= to;
    }
    long missing = levels.missing(known, to);
    if (!unanswered.explain(missing)) {
      return true; // who moved it is not known, and is told as such
    }
    // Right before the first of these numbers is where the missing ones can begin.
    long least = levels.lowest(from, to) + unanswered.fall(missing);
    long most = levels.highest(from, to) + unanswered.rise(missing);
    if (claim.what() == Claim.What.HAD_ENOUGH) {
      return claim.units() <= most;
    }
    return levels.had(claim.units(), known, to)
        || (missing > 0 && claim.units() >= least && claim.units() <= most);
  }

  private String problem(Claim claim, Levels levels, long from, long to) {
    String had =
        "it had %d to %d at movements %d to %d"
            .formatted(levels.lowest(from, to), levels.highest(from, to), from, to);
    if (claim.what() != Claim.What.UNKNOWN && Math.max(1, from) > to) {
      return claim.what() == Claim.What.HAD
          ? "rejected since there were %d of %s, which was unknown".formatted(claim.units(), sku)
          : "rejected, but not for %s, which was unknown".formatted(sku);
    }
    return switch (claim.what()) {
      case UNKNOWN -> "rejected since %s is unknown, but %s".formatted(sku, had);
      case HAD -> "rejected since there were %d of %s, but %s".formatted(claim.units(), sku, had);
      case KNOWN, HAD_ENOUGH ->
          "rejected, but not for %s, of which it wants %d; %s".formatted(sku, claim.units(), had);
    };
  }
}
