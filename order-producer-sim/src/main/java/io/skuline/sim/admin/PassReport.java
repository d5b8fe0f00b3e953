package io.skuline.sim.admin;

import java.util.List;

/**
 * What a pass of the service's reconciliation came to.
 *
 * @param behind SKUs of which the database still lacks something
 * @param found how many SKUs differ; not all of them may be listed
 * @param quarantined SKUs in quarantine at its end
 * @param anomalies that nobody has settled yet
 * @param ended why it ended early; empty if it went over everything
 */
public record PassReport(
    boolean passed,
    long skus,
    long behind,
    long found,
    List<Difference> differences,
    long quarantined,
    long anomalies,
    String ended) {

  /** A SKU that is not what it should be. */
  public record Difference(String sku, String kind, String why) {}
}
