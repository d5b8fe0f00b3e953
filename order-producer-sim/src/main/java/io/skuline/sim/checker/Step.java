package io.skuline.sim.checker;

import io.skuline.event.OperationId;
import io.skuline.event.StockMove;

/**
 * One movement of one SKU, as an answer told it.
 *
 * @param by the event that moved it
 * @param sequence the movement's number
 * @param delta units that came or, if negative, went
 * @param remaining what is said to be left
 * @param mayBeOld whether the answer may be one of before this run
 * @param asked when the event was published, by the order of the books
 * @param told when the answer came, by the order of the books
 */
record Step(
    OperationId by,
    long sequence,
    long delta,
    long remaining,
    boolean mayBeOld,
    long asked,
    long told) {

  /** By how many units more was sold than there were, if it left so many. */
  long soldTooMuch(long left) {
    return delta < 0 && left < 0 ? Math.min(-delta, -left) : 0;
  }

  static Step of(
      OperationId by, StockMove move, int sign, boolean mayBeOld, long asked, long told) {
    long delta = (long) sign * move.quantity();
    return new Step(by, move.sequence(), delta, move.remaining(), mayBeOld, asked, told);
  }
}
