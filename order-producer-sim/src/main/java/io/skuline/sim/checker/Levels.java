package io.skuline.sim.checker;

import io.skuline.sim.admin.ReportedLevel;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * The stock of a SKU after each of its movements, as far as answers reported it. Numbers rise, with
 * gaps where no answer reported them.
 */
final class Levels {

  private static final Comparator<ReportedLevel> LEVEL_THEN_NUMBER =
      Comparator.comparingLong(ReportedLevel::available).thenComparingLong(ReportedLevel::sequence);

  private final long[] numbers;
  private final int leaves;
  private final long[] lowest;
  private final long[] highest;

  /** The points sorted by level, and by number where the level is the same. */
  private final List<ReportedLevel> byLevel;

  /**
   * Creates the levels.
   *
   * @param points at least one, sorted by number
   */
  Levels(List<ReportedLevel> points) {
    leaves = points.size();
    numbers = points.stream().mapToLong(ReportedLevel::sequence).toArray();
    lowest = new long[2 * leaves];
    highest = new long[2 * leaves];
    for (int i = 0; i < leaves; i++) {
      long level = points.get(i).available();
      lowest[leaves + i] = level;
      highest[leaves + i] = level;
    }
    for (int i = leaves - 1; i > 0; i--) {
      lowest[i] = Math.min(lowest[2 * i], lowest[2 * i + 1]);
      highest[i] = Math.max(highest[2 * i], highest[2 * i + 1]);
    }
    byLevel = points.stream().sorted(LEVEL_THEN_NUMBER).toList();
  }

  /** Returns whether the SKU had exactly this many units at one of these numbers. */
  boolean had(long units, long from, long to) {
    ReportedLevel first = new ReportedLevel("", units, from);
    int at = Collections.binarySearch(byLevel, first, LEVEL_THEN_NUMBER);
    int next = at < 0 ? -at - 1 : at;
    return next < byLevel.size()
        && byLevel.get(next).available() == units
        && byLevel.get(next).sequence() <= to;
  }

  /** Returns how many of these numbers no answer reported. */
  long missing(long from, long to) {
    return to - from + 1 - (end(to) - begin(from));
  }

  /** Returns the lowest level at one of these numbers. */
  long lowest(long from, long to) {
    return over(lowest, from, to, Long.MAX_VALUE, Math::min);
  }

  /** Returns the highest level at one of these numbers. */
  long highest(long from, long to) {
    return over(highest, from, to, Long.MIN_VALUE, Math::max);
  }

  /**
   * Combines the levels at these numbers.
   *
   * @param tree the levels as leaves, and above each two nodes what they combine to
   */
  private long over(long[] tree, long from, long to, long none, LongBinaryOperator combine) {
    long all = none;
    for (int a = begin(from) + leaves, b = end(to) + leaves; a < b; a /= 2, b /= 2) {
      all = a % 2 == 1 ? combine.applyAsLong(all, tree[a++]) : all;
      all = b % 2 == 1 ? combine.applyAsLong(all, tree[--b]) : all;
    }
    return all;
  }

  /** Returns the first index with a number not below this one. */
  private int begin(long number) {
    int low = 0;
    int high = leaves;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int end(long number) {
    return begin(number + 1);
  }
}
