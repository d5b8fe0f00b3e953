package io.skuline.sim.checker;

import io.skuline.event.OperationId;
import io.skuline.event.StockMove;

/**
 * One movement of one SKU, as an answer reported it.
 *
 * @param by the operation that moved the SKU
 * @param sequence the number of the movement
 * @param delta units that came in or, if negative, went out
 * @param remaining the units that are left, as reported
 * @param mayBeOld whether the answer may be from before this run
 * @param publishedAt when the event was published, as a number of the recorder
 * @param answeredAt when the answer arrived, as a number of the recorder
 */
record Step(
    OperationId by,
    long sequence,
    long delta,
    long remaining,
    boolean mayBeOld,
    long publishedAt,
    long answeredAt) {

  /** Returns how many units too many were sold, if the movement left this many units. */
  long soldTooMuch(long left) {
    return delta < 0 && left < 0 ? Math.min(-delta, -left) : 0;
  }

  static Step of(
      OperationId by,
      StockMove move,
      int sign,
      boolean mayBeOld,
      long publishedAt,
      long answeredAt) {
    long delta = (long) sign * move.quantity();
    return new Step(
        by, move.sequence(), delta, move.remaining(), mayBeOld, publishedAt, answeredAt);
  }
}
