package io.skuline.sim.admin;

import java.util.List;

/**
 * The report of a reconciliation pass of the service.
 *
 * @param passed whether nothing differs, is in quarantine, or is open
 * @param skus number of SKUs that were compared
 * @param behind SKUs of which the database lacks a movement
 * @param found number of SKUs that differ
 * @param differences the SKUs that differ; perhaps not all of them
 * @param quarantined SKUs in quarantine at the end of the pass
 * @param anomalies number of anomalies that are not settled
 * @param ended why the pass ended early; empty if it is complete
 */
public record ReportedPass(
    boolean passed,
    long skus,
    long behind,
    long found,
    List<Difference> differences,
    long quarantined,
    long anomalies,
    String ended) {

  /** A SKU of which Redis, the stock row and the movements do not agree. */
  public record Difference(String sku, String kind, String why) {}
}
