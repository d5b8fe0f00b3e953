package io.skuline.sim.admin;

/**
 * A SKU's stay in quarantine.
 *
 * @param decided what it had where stock is decided; null if it was not there
 * @param stored what its stock row said; null if it had none
 * @param since an ISO instant
 * @param release how it ended; null while it lasts
 */
public record QuarantinedSku(
    String sku,
    String kind,
    String why,
    Level decided,
    Level stored,
    String since,
    Release release) {

  /** An amount, and the number of the movement that left it. */
  public record Level(long available, long sequence) {}

  /** Who let it out, and what it has now. */
  public record Release(String who, String how, Level level) {}
}
