package io.skuline.deduction.database;

import io.skuline.event.StockLevel;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The units of SKUs that may lie in several rows, and what moves them. */
interface MovableUnits {

  /**
   * What became of units that were to be collected.
   *
   * @param moved whether anything was done
   * @param left the rows whose units cannot be moved because they are in quarantine
   */
  record Collected(boolean moved, SortedSet<String> left) {}

  /** Returns the levels of those of the rows that were ever moved; locks nothing. */
  Map<String, StockLevel> levels(List<String> stockIds);

  /** Has the base say that units may lie over at least so many rows. */
  void mark(String sku, int rows);

  /**
   * Collects all units of a SKU in its base, and completes what was left half done. If that cannot
   * be done with some rows, the base goes on to say that they may have units.
   */
  Collected collect(String sku);
}
