package io.skuline.store;

import java.time.Instant;

/**
 * One movement of a SKU, as it is stored for good.
 *
 * @param sequence where it stands in the SKU's history, from 1, without gaps
 * @param orderId the order's id; for an adjustment, the adjustment's
 * @param operationId the return's id; of an anomaly, what it was told as; else empty
 * @param delta change of available, negative for a deduction
 * @param availableAfter what it left
 * @param epoch in which life of the stock store it was decided; 0 for the database engine
 */
public record RecordedMovement(
    String sku,
    long sequence,
    Kind kind,
    String orderId,
    String operationId,
    long delta,
    long availableAfter,
    Instant decidedAt,
    long epoch) {

  /** What kind of movement. */
  public enum Kind {
    DEDUCTION('D'),
    RETURN('R'),
    CANCELLATION('X'),
    INITIAL('I'),
    REPLENISHMENT('P'),
    CORRECTION('C'),
    /** A reservation given back: the order was rejected after all; see docs/shards.md. */
    RELEASE('L'),
    /** A number that was decided and never told; see docs/recovery.md. */
    VOID('V'),
    /** Told although it contradicts what was stored already; see docs/recovery.md. */
    ANOMALY('A');

    private final char stored;

    Kind(char stored) {
      this.stored = stored;
    }

    static Kind of(String column) {
      for (Kind kind : values()) {
        if (column.length() == 1 && column.charAt(0) == kind.stored) {
          return kind;
        }
      }
      throw new IllegalStateException("The table movement has an unknown kind: " + column);
    }
  }
}
