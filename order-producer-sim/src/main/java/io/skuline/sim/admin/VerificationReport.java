package io.skuline.sim.admin;

import java.util.List;

/**
 * The result of adding up all movements in the service.
 *
 * @param passed whether every SKU adds up and no anomaly is open
 * @param skus number of SKUs
 * @param movements number of movements
 * @param wrong number of SKUs that do not add up
 * @param anomalies number of anomalies that are not settled
 * @param violations the SKUs that do not add up; perhaps not all of them
 */
public record VerificationReport(
    boolean passed,
    long skus,
    long movements,
    long wrong,
    long anomalies,
    List<Violation> violations) {

  /** A SKU that does not add up, and how. */
  public record Violation(String sku, String detail) {}
}
