package io.skuline.sim.admin;

/**
 * A published answer that contradicts what the database has stored.
 *
 * @param orderId the id of the order, or of the adjustment
 * @param sku the SKU of the contradiction
 * @param detail the contradiction in words
 * @param seenAt when it was found, an ISO instant
 * @param settlement how it was settled; null while it is open
 */
public record ReportedAnomaly(
    String orderId, String sku, String detail, String seenAt, Settlement settlement) {

  /** The note of an operator that the anomaly has been made good. */
  public record Settlement(String at, String who, String note) {}
}
