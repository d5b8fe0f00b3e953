package io.skuline.event;

/**
 * What a SKU has.
 *
 * @param available units that can still be sold; below zero while units are missing that were sold
 *     by mistake, see {@code docs/recovery.md}
 * @param sequence of its last movement
 */
public record StockLevel(long available, long sequence) {

  /** Reads what a store has as text; null if that is not two numbers. */
  public static StockLevel read(String available, String sequence) {
    try {
      return new StockLevel(Long.parseLong(available), Long.parseLong(sequence));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
