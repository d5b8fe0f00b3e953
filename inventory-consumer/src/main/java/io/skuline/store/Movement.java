package io.skuline.store;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One row of the table {@code movement}; the migration says what the columns mean.
 *
 * @param delta change of available, negative for a deduction
 * @param lineCount of how many rows the event has, in whatever shards; 0 if that was not stored
 * @param decidedAt milliseconds since 1970
 */
public record Movement(
    String orderId,
    char kind,
    String operationId,
    String sku,
    long delta,
    long availableAfter,
    long sequence,
    int lineNo,
    int lineCount,
    long decidedAt,
    long epoch) {

  public static final char DEDUCTION = 'D';
  public static final char RETURN = 'R';
  public static final char CANCELLATION = 'X';

  /** Told although it contradicts what was stored already. */
  public static final char ANOMALY = 'A';

  /** Decided in an epoch that was lost before anybody was told. */
  static final char VOID = 'V';

  /** Units of a deduction come back since its order was rejected after all. */
  public static final char RELEASE = 'L';

  /**
   * Every writer goes through SKUs in this order, so that two of them never wait for each other.
   */
  public static final Comparator<Movement> BY_SKU_AND_SEQUENCE =
      Comparator.comparing(Movement::sku).thenComparingLong(Movement::sequence);

  /** The movements of a result; none if it moved nothing. */
  public static List<Movement> of(StockResult result, long epoch) {
    if (result instanceof DeductionConfirmed confirmed) {
      return of(result, epoch, DEDUCTION, "", -1, confirmed.lines());
    }
    if (result instanceof ReturnAccepted accepted) {
      return accepted.isCancellation()
          ? of(result, epoch, CANCELLATION, "", 1, accepted.lines())
          : of(result, epoch, RETURN, accepted.returnId(), 1, accepted.lines());
    }
    if (result instanceof AdjustmentAccepted accepted) {
      // Kinds of adjustments keep their letters: I, P, C.
      char kind = CompactResultCodec.code(accepted.kind());
      return of(result, epoch, kind, "", 1, List.of(accepted.line()));
    }
    return List.of();
  }

  /** What a result moved; empty if nothing. */
  public static List<StockMove> moves(StockResult result) {
    if (result instanceof DeductionConfirmed confirmed) {
      return confirmed.lines();
    }
    if (result instanceof ReturnAccepted accepted) {
      return accepted.lines();
    }
    return result instanceof AdjustmentAccepted accepted ? List.of(accepted.line()) : List.of();
  }

  /** Whether units of an order come back: by a return, or by its cancellation. */
  public boolean givesBack() {
    return kind == RETURN || kind == CANCELLATION;
  }

  /**
   * Whether it is a line of an answer that counts, and not an anomaly, nor what was done without
   * telling anybody.
   */
  public boolean isAnswer() {
    return kind != ANOMALY && kind != VOID && kind != RELEASE;
  }

  /** Whether both belong to the same event, and thus ought to be lines of one answer. */
  public boolean sameEvent(Movement other) {
    return kind == other.kind
        && orderId.equals(other.orderId)
        && operationId.equals(other.operationId);
  }

  /**
   * The same movement as an anomaly: it keeps what it was told as, {@code D#17} or {@code R#17:id}.
   */
  public Movement asAnomaly() {
    String operation = operationId.isEmpty() ? "" : ":" + operationId;
    return with(ANOMALY, kind + "#" + sequence + operation);
  }

  /** What it was told as; itself unless it is an anomaly. */
  public Movement asTold() {
    if (kind != ANOMALY) {
      return this;
    }
    int operation = operationId.indexOf(':');
    return with(operationId.charAt(0), operation < 0 ? "" : operationId.substring(operation + 1));
  }

  private Movement with(char otherKind, String otherOperationId) {
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

  private static List<Movement> of(
      StockResult result,
      long epoch,
      char kind,
      String operationId,
      int sign,
      List<StockMove> moves) {
    List<Movement> movements = new ArrayList<>(moves.size());
    for (StockMove move : moves) {
      movements.add(
          new Movement(
              result.key(),
              kind,
              operationId,
              move.sku(),
              (long) sign * move.quantity(),
              move.remaining(),
              move.sequence(),
              movements.size(),
              moves.size(),
              result.decidedAt().toEpochMilli(),
              epoch));
    }
    return movements;
  }
}
