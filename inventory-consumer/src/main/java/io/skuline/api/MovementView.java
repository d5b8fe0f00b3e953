package io.skuline.api;

import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import java.time.Instant;

/**
 * One movement of a SKU, as clients see it.
 *
 * @param sequence the place in the SKU's history, from 1, without gaps
 * @param orderId the order's id; for an adjustment, the adjustment's id
 * @param operationId the return's id; for an anomaly, what it was published as; otherwise empty
 * @param delta the change of available units, negative for a deduction
 * @param availableAfter the units that the movement left
 * @param epoch the life of the Redis that decided; 0 for the database engine
 */
record MovementView(
    String sku,
    long sequence,
    MovementKind kind,
    String orderId,
    String operationId,
    long delta,
    long availableAfter,
    Instant decidedAt,
    long epoch) {

  static final String CSV_HEADER =
      "sku,sequence,kind,orderId,operationId,delta,availableAfter,decidedAt,epoch\n";

  static MovementView of(Movement movement) {
    return new MovementView(
        movement.sku(),
        movement.sequence(),
        movement.kind(),
        movement.orderId(),
        movement.operationId(),
        movement.delta(),
        movement.availableAfter(),
        Instant.ofEpochMilli(movement.decidedAt()),
        movement.epoch());
  }

  /** Ids have no character that would need quotes. */
  String csv() {
    return "%s,%d,%s,%s,%s,%d,%d,%s,%d"
        .formatted(
            sku, sequence, kind, orderId, operationId, delta, availableAfter, decidedAt, epoch);
  }
}
