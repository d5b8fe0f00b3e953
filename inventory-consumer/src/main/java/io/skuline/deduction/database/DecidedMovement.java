package io.skuline.deduction.database;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.StockRow;
import io.skuline.wire.CompactResultCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the table {@code movement}: one SKU's share of an accepted event. The rows of an event,
 * by line number, are its answer.
 *
 * @param kind D deduction, R return, X return by cancellation, I P C adjustments, L release of a
 *     deduction whose order was rejected after all, A anomaly
 * @param lineCount of how many rows the event has, in whatever shards; 0 if that was not stored
 */
record DecidedMovement(
    String orderId,
    char kind,
    String operationId,
    String sku,
    int delta,
    long availableAfter,
    long sequence,
    int lineNo,
    int lineCount,
    long decidedAtMillis) {

  private static final char RELEASE = 'L';

  /** The ledger of the Redis engine stored it although it contradicted what was stored. */
  private static final char ANOMALY = 'A';

  boolean isAnomaly() {
    return kind == ANOMALY;
  }

  /** An anomaly as what it was told: its operation is {@code D#17}, or {@code R#17:id}. */
  DecidedMovement asTold() {
    int operation = operationId.indexOf(':');
    return new DecidedMovement(
        orderId,
        operationId.charAt(0),
        operation < 0 ? "" : operationId.substring(operation + 1),
        sku,
        delta,
        availableAfter,
        sequence,
        lineNo,
        lineCount,
        decidedAtMillis);
  }

  boolean isRelease() {
    return kind == RELEASE;
  }

  /** A deduction or its release. */
  boolean isReservation() {
    return kind == 'D' || kind == RELEASE;
  }

  /**
   * What gives a deduction back.
   *
   * @param row the SKU's row, which has it back already
   */
  DecidedMovement release(StockRow row, int releases, long atMillis) {
    return new DecidedMovement(
        orderId,
        RELEASE,
        operationId,
        sku,
        -delta,
        row.available(),
        row.sequence(),
        lineNo,
        releases,
        atMillis);
  }

  /** Rows of one event have this in common. */
  boolean sameEvent(DecidedMovement other) {
    return kind == other.kind
        && orderId.equals(other.orderId)
        && operationId.equals(other.operationId);
  }

  /** The rows of an answer; none if it moved nothing. */
  static List<DecidedMovement> of(StockResult result) {
    if (result instanceof DeductionConfirmed confirmed) {
      return of(result, 'D', "", confirmed.lines());
    }
    if (result instanceof ReturnAccepted back) {
      return back.isCancellation()
          ? of(result, 'X', "", back.lines())
          : of(result, 'R', back.returnId(), back.lines());
    }
    if (result instanceof AdjustmentAccepted adjusted) {
      char kind = CompactResultCodec.code(adjusted.kind());
      return of(result, kind, "", List.of(adjusted.line()));
    }
    return List.of();
  }

  private static List<DecidedMovement> of(
      StockResult result, char kind, String operationId, List<StockMove> lines) {
    List<DecidedMovement> rows = new ArrayList<>(lines.size());
    for (StockMove line : lines) {
      rows.add(
          new DecidedMovement(
              result.key(),
              kind,
              operationId,
              line.sku(),
              kind == 'D' ? -line.quantity() : line.quantity(),
              line.remaining(),
              line.sequence(),
              rows.size(),
              lines.size(),
              result.decidedAt().toEpochMilli()));
    }
    return rows;
  }

  /**
   * The answer that these rows are.
   *
   * @param rows all of one event, by line number, at least one
   */
  static StockResult toAnswer(List<DecidedMovement> rows) {
    DecidedMovement first = rows.get(0);
    Instant at = Instant.ofEpochMilli(first.decidedAtMillis());
    List<StockMove> lines = rows.stream().map(DecidedMovement::toLine).toList();
    return switch (first.kind()) {
      case 'D' -> new DeductionConfirmed(first.orderId(), at, lines);
      case 'R' -> new ReturnAccepted(first.operationId(), first.orderId(), at, lines);
      case 'X' -> new ReturnAccepted(ReturnAccepted.CANCELLATION, first.orderId(), at, lines);
      default ->
          new AdjustmentAccepted(
              first.orderId(), at, CompactResultCodec.kind(first.kind()), lines.get(0));
    };
  }

  StockMove toLine() {
    return new StockMove(sku, kind == 'D' ? -delta : delta, availableAfter, sequence);
  }
}
