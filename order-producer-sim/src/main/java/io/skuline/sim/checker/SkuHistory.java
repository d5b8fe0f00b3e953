package io.skuline.sim.checker;

import io.skuline.sim.admin.ReportedLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that answers reported about one SKU: movements, sorted by number, and claims of
 * rejections about its stock.
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
   * Notes that an event without an answer may have moved this SKU.
   *
   * @param least units that it may have added, negative if it takes some
   * @param most the same, at most
   */
  void mayHaveMoved(long least, long most) {
    unanswered.add(least, most);
  }

  /**
   * Checks the SKU.
   *
   * @param preCheck see {@link Premises}
   * @return how many units were sold that did not exist
   */
  long check(
      ReportedLevel opening, ReportedLevel closing, boolean preCheck, Violations violations) {
    unanswered.sort();
    steps.sort(Comparator.comparingLong(Step::sequence));
    List<Step> numbered = steps.stream().filter(each -> isNew(each, opening)).toList();
    List<Step> others = steps.stream().filter(each -> !isNew(each, opening)).toList();

    MovementSum sum = new MovementSum(sku, opening, unanswered, violations);
    numbered.forEach(sum::next);
    sum.end(closing);
    long oversold = sum.oversold() + checkOthers(others, opening, sum.most(), violations);
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
   * Checks answers with numbers that the SKU had before the run. Such answers are either old, and
   * then they agree with each other and with the opening stock. Or they are false, and the units
   * that they sold do not exist.
   *
   * @param most the most units that there can be in the end
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
            "%s got movement %d, but the SKU was at %d before it was published"
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
          "%s and %s both got movement %d".formatted(before.by(), step.by(), step.sequence()));
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

  /**
   * Checks whether numbers and rejections fit the order in which events were published and
   * answered.
   */
  private void checkMoments(
      List<Step> numbered,
      ReportedLevel opening,
      ReportedLevel closing,
      boolean preCheck,
      Violations violations) {
    Causality causality = new Causality(numbered);
    long last = opening.sequence();
    for (Step step : numbered) {
      long before = causality.lastBefore(step.publishedAt(), opening.sequence());
      if (before >= step.sequence()) {
        violations.add(
            Violation.Rule.SEQUENCE,
            sku,
            "%s got number %d, but %d had been reported before it was published"
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
          preCheck
              ? opening.sequence()
              : causality.lastBefore(claim.publishedAt(), opening.sequence());
      long to = causality.firstAfter(claim.answeredAt(), end + 1) - 1;
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

  /** Returns whether a claim may be true. A SKU is known from its first movement on. */
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
      return true; // it is unknown which event moved it, which is reported apart
    }
    // The missing movements can begin right before the first of these numbers.
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
