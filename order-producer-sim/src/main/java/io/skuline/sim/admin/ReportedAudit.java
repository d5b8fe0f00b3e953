package io.skuline.sim.admin;

import java.util.List;

/**
 * The report of {@code GET /audit} about Redis and the database.
 *
 * @param passed whether every invariant holds
 * @param skus number of SKUs
 * @param movements number of movements
 * @param unitsDeducted units in confirmed orders
 * @param unitsReturned units that came back
 * @param unitsAvailable units that can be sold
 * @param ledgerBehind movements that the database has not stored yet
 * @param violations the invariants that do not hold
 */
public record ReportedAudit(
    boolean passed,
    long skus,
    long movements,
    long unitsDeducted,
    long unitsReturned,
    long unitsAvailable,
    long ledgerBehind,
    List<Broken> violations) {

  /** One broken rule. */
  public record Broken(String rule, String subject, String detail) {}

  public ReportedAudit {
    violations = violations == null ? List.of() : List.copyOf(violations);
  }
}
