package io.skuline.sim.admin;

/**
 * The stock of one SKU, as the service reports it.
 *
 * @param sku the SKU's id
 * @param available units that can be sold
 * @param sequence number of the SKU's last movement
 */
public record ReportedLevel(String sku, long available, long sequence) {

  /** Returns the stock of a SKU that has no movement yet. */
  public static ReportedLevel untouched(String sku) {
    return new ReportedLevel(sku, 0, 0);
  }
}
