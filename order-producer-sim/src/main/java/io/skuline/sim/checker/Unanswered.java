package io.skuline.sim.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The possible effects of events without an answer on one SKU: each of them has moved it once, or
 * not at all. So a number that no answer reported may belong to one of them, and can change the
 * stock by no more than that event asks for.
 */
final class Unanswered {

  private final List<Long> falls = new ArrayList<>();
  private final List<Long> rises = new ArrayList<>();
  private int count;

  /**
   * Adds an event.
   *
   * @param least the least units that it may add; negative if it may take some
   * @param most the most units that it may add; negative if it must take some
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

  /** Sorts the effects; call this before asking for sums. */
  void sort() {
    Collections.sort(falls);
    rises.sort(Collections.reverseOrder());
    for (List<Long> each : List.of(falls, rises)) {
      for (int i = 1; i < each.size(); i++) {
        each.set(i, each.get(i) + each.get(i - 1));
      }
    }
  }

  /** Returns whether this many movements can belong to these events. */
  boolean explain(long movements) {
    return movements <= count;
  }

  /** Returns by how much this many movements can lower the stock at most; not positive. */
  long fall(long movements) {
    return sumOf(falls, movements);
  }

  /** Returns by how much this many movements can raise the stock at most; not negative. */
  long rise(long movements) {
    return sumOf(rises, movements);
  }

  private static long sumOf(List<Long> sums, long movements) {
    int last = (int) Math.min(movements, sums.size());
    return last == 0 ? 0 : sums.get(last - 1);
  }
}
