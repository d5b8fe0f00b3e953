package io.skuline.sim.admin;

import java.util.List;

/**
 * What the service found when it added up all movements.
 *
 * @param wrong SKUs that do not add up; not all of them may be listed
 * @param anomalies that nobody has settled yet
 */
public record FoldReport(
    boolean passed,
    long skus,
    long movements,
    long wrong,
    long anomalies,
    List<Violation> violations) {

  /** A SKU that does not add up, and how. */
  public record Violation(String sku, String detail) {}
}
