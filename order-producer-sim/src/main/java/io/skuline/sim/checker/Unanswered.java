package io.skuline.sim.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What events without an answer may have done to one SKU: each of them has moved it once, or has
 * not moved it. So a number that nobody was told of may be one of them, and by no more than it asks
 * for.
 */
final class Unanswered {

  private final List<Long> falls = new ArrayList<>();
  private final List<Long> rises = new ArrayList<>();
  private int count;

  /**
   * @param least units that it may add, negative if it takes some
   * @param most likewise
   */
  void add(long least, long most) {
    count++;
    if (least < 0) {
      falls.add(least);
    }
    if (most > 0) {
      rises.add(most);
    }
  }

  /** Call it before the sums are asked for. */
  void sort() {
    Collections.sort(falls);
    rises.sort(Collections.reverseOrder());
    for (List<Long> each : List.of(falls, rises)) {
      for (int i = 1; i < each.size(); i++) {
        each.set(i, each.get(i) + each.get(i - 1));
      }
    }
  }

  /** Whether so many movements can be theirs. */
  boolean explain(long movements) {
    return movements <= count;
  }

  /** By how much so many movements can lower the stock at most; not positive. */
  long fall(long movements) {
    return sumOf(falls, movements);
  }

  /** By how much so many movements can raise the stock at most; not negative. */
  long rise(long movements) {
    return sumOf(rises, movements);
  }

  private static long sumOf(List<Long> sums, long movements) {
    int last = (int) Math.min(movements, sums.size());
    return last == 0 ? 0 : sums.get(last - 1);
  }
}
