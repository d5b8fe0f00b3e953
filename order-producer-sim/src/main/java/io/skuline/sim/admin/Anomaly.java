package io.skuline.sim.admin;

/**
 * Something that was told and contradicts what the database has.
 *
 * @param orderId the order's id; for an adjustment, the adjustment's
 * @param settlement null while it is open
 */
public record Anomaly(
    String orderId, String sku, String detail, String seenAt, Settlement settlement) {

  /** How somebody has made it good. */
  public record Settlement(String at, String who, String note) {}
}
