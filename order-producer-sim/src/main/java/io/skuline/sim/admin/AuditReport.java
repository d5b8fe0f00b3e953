package io.skuline.sim.admin;

import java.util.List;

/**
 * What {@code GET /audit} says: Redis against the database.
 *
 * @param passed whether every invariant holds
 * @param ledgerBehind movements that the database has not seen yet
 */
public record AuditReport(
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

  public AuditReport {
    violations = violations == null ? List.of() : List.copyOf(violations);
  }
}
