package io.skuline.verification;

import java.util.List;

/**
 * The result of an audit.
 *
 * @param skus SKUs that have stock or ever had it
 * @param unitsAvailable the sum over all SKUs, by the database
 * @param ledgerBehind SKUs of which the database did not catch up in the given time
 * @param violations at most {@value #MAX_VIOLATIONS} violations
 */
public record AuditReport(
    boolean passed,
    long skus,
    long movements,
    long unitsDeducted,
    long unitsReturned,
    long unitsAvailable,
    long ledgerBehind,
    List<Violation> violations) {

  public static final int MAX_VIOLATIONS = 100;

  /**
   * @param rule the invariant, in a few words
   * @param subject the SKU or order that breaks it
   */
  public record Violation(String rule, String subject, String detail) {}
}
