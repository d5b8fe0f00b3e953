package io.skuline.sim.checker;

import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.List;

/**
 * Says which movements of a SKU came before the decision of an event, and which came after it. It
 * uses no clocks: an answer that arrived before an event was published was decided before it.
 */
final class Causality {

  private final long[] answeredAt;
  private final long[] highestUntil;
  private final long[] publishedAt;
  private final long[] lowestFrom;

  Causality(List<Step> steps) {
    List<Step> byAnswered = steps.stream().sorted(comparingLong(Step::answeredAt)).toList();
    answeredAt = byAnswered.stream().mapToLong(Step::answeredAt).toArray();
    highestUntil = byAnswered.stream().mapToLong(Step::sequence).toArray();
    Arrays.parallelPrefix(highestUntil, Math::max);
    List<Step> byPublished = steps.stream().sorted(comparingLong(Step::publishedAt)).toList();
    publishedAt = byPublished.stream().mapToLong(Step::publishedAt).toArray();
    lowestFrom = byPublished.stream().mapToLong(Step::sequence).toArray();
    for (int i = lowestFrom.length - 2; i >= 0; i--) {
      lowestFrom[i] = Math.min(lowestFrom[i], lowestFrom[i + 1]);
    }
  }

  /** Returns the highest number that was reported before that moment, or {@code none}. */
  long lastBefore(long moment, long none) {
    int count = before(answeredAt, moment);
    return count == 0 ? none : Math.max(none, highestUntil[count - 1]);
  }

  /**
   * Returns the lowest number of a movement whose event was published after that moment, or {@code
   * none}.
   */
  long firstAfter(long moment, long none) {
    int from = before(publishedAt, moment + 1);
    return from == publishedAt.length ? none : Math.min(none, lowestFrom[from]);
  }

  /** Returns how many of these sorted moments lie before that one. */
  private static int before(long[] moments, long moment) {
    int at = Arrays.binarySearch(moments, moment);
    while (at > 0 && moments[at - 1] == moment) {
      at--;
    }
    return at < 0 ? -at - 1 : at;
  }
}
