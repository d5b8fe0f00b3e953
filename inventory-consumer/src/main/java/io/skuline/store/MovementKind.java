package io.skuline.store;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OperationId;

/** Kinds of movements. Each has a letter of its own in the column {@code movement.kind}. */
public enum MovementKind {
  DEDUCTION('D'),
  RETURN('R'),
  CANCELLATION('X'),
  INITIAL('I'),
  REPLENISHMENT('P'),
  CORRECTION('C'),

  /**
   * Units of a deduction came back because its order was rejected after all; see docs/shards.md.
   */
  RELEASE('L'),

  /** Units went between a SKU's own stock and one of its buckets; see docs/hot-skus.md. */
  TRANSFER('M'),

  /** A number that was decided in a lost epoch and never published; see docs/recovery.md. */
  VOID('V'),

  /** Published although it contradicts what was stored already; see docs/recovery.md. */
  ANOMALY('A');

  private final char code;

  MovementKind(char code) {
    this.code = code;
  }

  /** Returns the letter in the database. */
  public char code() {
    return code;
  }

  /**
   * Returns the kind that has this letter.
   *
   * @throws IllegalStateException if no kind has it; the row was written by a later version
   */
  public static MovementKind of(char code) {
    for (MovementKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalStateException("The table movement has an unknown kind: " + code);
  }

  /** Returns the kind of the movement that an accepted adjustment makes. */
  public static MovementKind of(AdjustmentKind kind) {
    return switch (kind) {
      case INITIAL -> INITIAL;
      case REPLENISHMENT -> REPLENISHMENT;
      case CORRECTION -> CORRECTION;
    };
  }

  /**
   * Returns the kind of adjustment that makes such movements.
   *
   * @throws IllegalStateException if no adjustment makes them
   */
  public AdjustmentKind adjustment() {
    return switch (this) {
      case INITIAL -> AdjustmentKind.INITIAL;
      case REPLENISHMENT -> AdjustmentKind.REPLENISHMENT;
      case CORRECTION -> AdjustmentKind.CORRECTION;
      default -> throw new IllegalStateException("No adjustment: " + this);
    };
  }

  /**
   * Returns the kind of operation that makes such movements.
   *
   * @throws IllegalStateException for {@link #TRANSFER}, {@link #VOID} and {@link #ANOMALY}, which
   *     no operation makes
   */
  public OperationId.Kind operation() {
    return switch (this) {
      case DEDUCTION, RELEASE -> OperationId.Kind.ORDER;
      case RETURN -> OperationId.Kind.RETURN;
      case CANCELLATION -> OperationId.Kind.CANCELLATION;
      case INITIAL, REPLENISHMENT, CORRECTION -> OperationId.Kind.ADJUSTMENT;
      case TRANSFER, VOID, ANOMALY ->
          throw new IllegalStateException("Made by no operation: " + this);
    };
  }
}
