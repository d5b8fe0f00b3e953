package io.skuline.event;

/**
 * The stock of a SKU.
 *
 * @param available units that can still be sold. It is below zero while units are missing that were
 *     sold by mistake, see {@code docs/recovery.md}.
 * @param sequence number of the last movement of the SKU
 */
public record StockLevel(long available, long sequence) {

  /** Reads a level that a store keeps as text; returns null if the texts are not two numbers. */
  public static StockLevel read(String available, String sequence) {
    try {
      return new StockLevel(Long.parseLong(available), Long.parseLong(sequence));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
