package io.skuline.store;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OperationId;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One row of the table {@code movement}: the change that an accepted operation made to one SKU. The
 * movements of an operation, in the order of their lines, are its answer. The migration that
 * creates the table explains the columns.
 *
 * @param orderId the order's id; for an adjustment, the adjustment's id
 * @param operationId the return's id; for an anomaly, what it was published as; otherwise empty
 * @param sku the name under which the stock is kept: a SKU, or one of its {@link
 *     io.skuline.event.SkuBuckets}
 * @param delta the change of available units, negative for a deduction
 * @param availableAfter the units that the movement left
 * @param sequence the place in the SKU's history, from 1, without gaps
 * @param lineNo the line of the answer, from 0
 * @param lineCount how many movements the answer has, in all shards together; 0 if that was not
 *     stored
 * @param decidedAt the time of the decision, in milliseconds since 1970
 * @param epoch the life of the Redis that decided; 0 for the database engine
 */
public record Movement(
    String orderId,
    MovementKind kind,
    String operationId,
    String sku,
    long delta,
    long availableAfter,
    long sequence,
    int lineNo,
    int lineCount,
    long decidedAt,
    long epoch) {

  /**
   * Every writer goes through SKUs in this order, so that two writers never wait for each other.
   */
  public static final Comparator<Movement> BY_SKU_AND_SEQUENCE =
      Comparator.comparing(Movement::sku).thenComparingLong(Movement::sequence);

  /** Returns the movements of a result; none if it moved nothing. */
  public static List<Movement> of(StockResult result, long epoch) {
    return of(result, sku -> epoch);
  }

  /**
   * Returns the movements of a result; none if it moved nothing.
   *
   * @param epochs returns the epoch in which a SKU was decided
   */
  public static List<Movement> of(StockResult result, ToLongFunction<String> epochs) {
    List<StockMove> moves = result.moves();
    if (moves.isEmpty()) {
      return List.of();
    }
    MovementKind kind = kindOf(result);
    List<Movement> movements = new ArrayList<>(moves.size());
    for (StockMove move : moves) {
      movements.add(
          new Movement(
              result.key(),
              kind,
              result.operation().operationId(),
              move.stockId(),
              kind == MovementKind.DEDUCTION ? -move.quantity() : move.quantity(),
              move.remaining(),
              move.sequence(),
              movements.size(),
              moves.size(),
              result.decidedAt().toEpochMilli(),
              epochs.applyAsLong(move.stockId())));
    }
    return movements;
  }

  private static MovementKind kindOf(StockResult result) {
    return switch (result.operation().kind()) {
      case ORDER -> MovementKind.DEDUCTION;
      case RETURN -> MovementKind.RETURN;
      case CANCELLATION -> MovementKind.CANCELLATION;
      case ADJUSTMENT -> MovementKind.of(((AdjustmentAccepted) result).kind());
    };
  }

  /**
   * Returns the answer that these movements are.
   *
   * @param movements all movements of one operation, by line, at least one
   */
  public static StockResult toAnswer(List<Movement> movements) {
    Movement first = movements.get(0);
    Instant at = Instant.ofEpochMilli(first.decidedAt());
    List<StockMove> moves = movements.stream().map(Movement::toMove).toList();
    return switch (first.operation().kind()) {
      case ORDER -> new DeductionConfirmed(first.orderId(), at, moves);
      case RETURN -> new ReturnAccepted(first.operationId(), first.orderId(), at, moves);
      case CANCELLATION ->
          new ReturnAccepted(ReturnAccepted.CANCELLATION, first.orderId(), at, moves);
      case ADJUSTMENT ->
          new AdjustmentAccepted(first.orderId(), at, first.kind().adjustment(), moves.get(0));
    };
  }

  /** Returns the line of an answer that this movement is. */
  public StockMove toMove() {
    long quantity = kind == MovementKind.DEDUCTION ? -delta : delta;
    return StockMove.ofStock(sku, Math.toIntExact(quantity), availableAfter, sequence);
  }

  /**
   * Returns the operation that made this movement.
   *
   * @throws IllegalStateException for an anomaly, see {@link #asPublished}, and for a void number
   */
  public OperationId operation() {
    return new OperationId(kind.operation(), orderId, operationId);
  }

  /** Tells whether units of an order come back, by a return or by its cancellation. */
  public boolean givesBack() {
    return kind == MovementKind.RETURN || kind == MovementKind.CANCELLATION;
  }

  /**
   * Tells whether this is a line of an answer that counts: not an anomaly, and not a movement that
   * was never published.
   */
  public boolean isAnswer() {
    return kind != MovementKind.ANOMALY
        && kind != MovementKind.VOID
        && kind != MovementKind.TRANSFER
        && kind != MovementKind.RELEASE;
  }

  /** Tells whether the database engine gave the deduction of an order, or took it back. */
  public boolean isReservation() {
    return kind == MovementKind.DEDUCTION || kind == MovementKind.RELEASE;
  }

  /** Tells whether both belong to the same operation, and so should be lines of one answer. */
  public boolean sameEvent(Movement other) {
    return kind == other.kind
        && orderId.equals(other.orderId)
        && operationId.equals(other.operationId);
  }

  /**
   * Returns the movement that takes back this deduction.
   *
   * @param row the SKU's row, to which the units have been added already
   * @param lines how many lines of the order are taken back
   */
  public Movement release(StockRow row, int lines, long atMillis) {
    return new Movement(
        orderId,
        MovementKind.RELEASE,
        operationId,
        sku,
        -delta,
        row.available(),
        row.sequence(),
        lineNo,
        lines,
        atMillis,
        epoch);
  }

  /**
   * Returns the same movement as an anomaly. It keeps what it was published as: {@code D#17} or
   * {@code R#17:id}.
   */
  public Movement asAnomaly() {
    String operation = operationId.isEmpty() ? "" : ":" + operationId;
    return with(MovementKind.ANOMALY, kind.code() + "#" + sequence + operation);
  }

  /** Returns what an anomaly was published as; returns any other movement itself. */
  public Movement asPublished() {
    if (kind != MovementKind.ANOMALY) {
      return this;
    }
    int operation = operationId.indexOf(':');
    return with(
        MovementKind.of(operationId.charAt(0)),
        operation < 0 ? "" : operationId.substring(operation + 1));
  }

  private Movement with(MovementKind otherKind, String otherOperationId) {
    return new Movement(
        orderId,
        otherKind,
        otherOperationId,
        sku,
        delta,
        availableAfter,
        sequence,
        lineNo,
        lineCount,
        decidedAt,
        epoch);
  }
}
