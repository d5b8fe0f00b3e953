package io.skuline.sim.check;

/**
 * What the service says about one SKU.
 *
 * @param available units that can be sold
 * @param sequence number of the SKU's last movement
 */
public record StockLevel(String sku, long available, long sequence) {

  /** A SKU that nothing has happened to yet. */
  public static StockLevel untouched(String sku) {
    return new StockLevel(sku, 0, 0);
  }
}
