package io.skuline.sim.checker;

/**
 * What the service says about one SKU.
 *
 * @param available units that can be sold
 * @param sequence number of the SKU's last movement
 */
public record ReportedLevel(String sku, long available, long sequence) {

  /** A SKU that nothing has happened to yet. */
  public static ReportedLevel untouched(String sku) {
    return new ReportedLevel(sku, 0, 0);
  }
}
