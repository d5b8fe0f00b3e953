package io.skuline.sim.checker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects violations: counts all of them and keeps the first {@value #KEPT}. Not thread-safe. */
final class Violations {

  static final int KEPT = 1000;

  private final List<Violation> kept = new ArrayList<>();
  private final Map<Violation.Rule, Long> counts = new EnumMap<>(Violation.Rule.class);

  void add(Violation.Rule rule, String subject, String detail) {
    counts.merge(rule, 1L, Long::sum);
    if (kept.size() < KEPT) {
      kept.add(new Violation(rule, subject, detail));
    }
  }

  List<Violation> kept() {
    return List.copyOf(kept);
  }

  Map<Violation.Rule, Long> counts() {
    return Map.copyOf(counts);
  }
}
