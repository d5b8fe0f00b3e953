package io.skuline.deduction;

import io.skuline.event.StockLevel;

/**
 * The stock of a SKU as its movements sum to.
 *
 * @param level the level with the units that carts have reserved: a reservation is no movement
 * @param reserved the units of the level that carts have reserved, which nobody else can have
 */
public record AccountedLevel(StockLevel level, long reserved) {

  /** Returns the level without the reserved units. */
  public StockLevel free() {
    return new StockLevel(level.available() - reserved, level.sequence());
  }
}
