package io.skuline.deduction.database;

import java.util.Arrays;

/** What is to be done with the rows of a SKU. */
enum RowStep {
  /** All is as it should be. */
  NONE,
  /** The base is to say that other rows have units. */
  MARK,
  /** The units are to be divided. */
  LEND,
  /** The units are to be collected and divided anew: some row has far less than others. */
  EVEN_OUT,
  /** The units are to be collected. */
  COLLECT;

  /**
   * Returns the next step.
   *
   * @param wanted over how many rows units are to be divided; 1 if they are not
   * @param least the least share of a row
   * @param lent over how many rows they may lie, as the base says; 0 if all are in the base
   * @param units the units of each row, by the number of the bucket
   */
  static RowStep next(int wanted, int least, int lent, long[] units) {
    if (rowsWithUnits(units) > Math.max(1, lent)) {
      return MARK;
    }
    if (wanted < 2) {
      return lent > 0 ? COLLECT : NONE;
    }
    long share = Arrays.stream(units).sum() / wanted;
    if (share < least) {
      return NONE;
    }
    if (lent == 0) {
      return LEND;
    }
    long smallest = Arrays.stream(units, 0, wanted).min().orElse(0);
    return lent != wanted || smallest < share / 2 ? EVEN_OUT : NONE;
  }

  /** Returns how many rows there are up to the last one with units. */
  static int rowsWithUnits(long[] units) {
    int rows = 0;
    for (int row = 0; row < units.length; row++) {
      if (units[row] > 0) {
        rows = row + 1;
      }
    }
    return rows;
  }
}
