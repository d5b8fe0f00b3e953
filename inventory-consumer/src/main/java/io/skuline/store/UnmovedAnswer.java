package io.skuline.ledger;

import io.skuline.deduction.CompactResult;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockResult;
import java.util.Comparator;
import java.util.Optional;

/** One row of the table {@code unmoved_answer}: an answer that moved no stock. */
record UnmovedAnswer(String orderId, char kind, String operationId, String answer, long decidedAt) {

  static final char ADJUSTMENT = 'A';

  static final Comparator<UnmovedAnswer> BY_KEY =
      Comparator.comparing(UnmovedAnswer::orderId)
          .thenComparing(UnmovedAnswer::kind)
          .thenComparing(UnmovedAnswer::operationId);

  /** The row of a result, if it moved nothing. */
  static Optional<UnmovedAnswer> of(StockResult result) {
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
  StockResult toResult() {
    String operation = kind == Movement.CANCELLATION ? ReturnAccepted.CANCELLATION : operationId;
    return CompactResult.decode(orderId, operation, answer);
  }

  private static UnmovedAnswer row(StockResult result, char kind, String operationId) {
    return new UnmovedAnswer(
        result.key(),
        kind,
        operationId,
        CompactResult.encode(result),
        result.decidedAt().toEpochMilli());
  }
}
