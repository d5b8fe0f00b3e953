package io.skuline.store;

import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.util.Comparator;
import java.util.Optional;

/** One row of the table {@code unmoved_answer}: an answer that moved no stock. */
public record UnmovedAnswer(
    String orderId, char kind, String operationId, String answer, long decidedAt) {

  public static final char ADJUSTMENT = 'A';

  public static final Comparator<UnmovedAnswer> BY_KEY =
      Comparator.comparing(UnmovedAnswer::orderId)
          .thenComparing(UnmovedAnswer::kind)
          .thenComparing(UnmovedAnswer::operationId);

  /** The row of a result, if it moved nothing. */
  public static Optional<UnmovedAnswer> of(StockResult result) {
    if (result instanceof DeductionRejected) {
      return Optional.of(row(result, Movement.DEDUCTION, ""));
    }
    if (result instanceof ReturnRejected rejected) {
      return Optional.of(row(result, Movement.RETURN, rejected.returnId()));
    }
    if (result instanceof AdjustmentRejected) {
      return Optional.of(row(result, ADJUSTMENT, ""));
    }
    if (result instanceof ReturnAccepted accepted && accepted.lines().isEmpty()) {
      return Optional.of(row(result, Movement.CANCELLATION, ""));
    }
    return Optional.empty();
  }

  /** The answer, verbatim. */
  public StockResult toResult() {
    String operation = kind == Movement.CANCELLATION ? ReturnAccepted.CANCELLATION : operationId;
    return CompactResultCodec.decode(orderId, operation, answer);
  }

  private static UnmovedAnswer row(StockResult result, char kind, String operationId) {
    return new UnmovedAnswer(
        result.key(),
        kind,
        operationId,
        CompactResultCodec.encode(result),
        result.decidedAt().toEpochMilli());
  }
}
