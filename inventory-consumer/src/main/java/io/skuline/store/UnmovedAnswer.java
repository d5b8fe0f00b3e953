package io.skuline.store;

import io.skuline.event.OperationId;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.util.Comparator;
import java.util.Optional;

/**
 * One row of the table {@code unmoved_answer}: an answer that moved no stock.
 *
 * @param answer the answer in the notation of {@link CompactResultCodec}
 * @param decidedAt the time of the decision, in milliseconds since 1970
 */
public record UnmovedAnswer(OperationId operation, String answer, long decidedAt) {

  /**
   * Every writer goes through the rows in this order, so that two writers never wait for each
   * other.
   */
  public static final Comparator<UnmovedAnswer> BY_KEY =
      Comparator.comparing(UnmovedAnswer::orderId)
          .thenComparing(UnmovedAnswer::kindCode)
          .thenComparing(answer -> answer.operation().operationId());

  /** Returns the row of a result; empty if the result moved stock. */
  public static Optional<UnmovedAnswer> of(StockResult result) {
    return result.moves().isEmpty()
        ? Optional.of(
            new UnmovedAnswer(
                result.operation(),
                CompactResultCodec.encode(result),
                result.decidedAt().toEpochMilli()))
        : Optional.empty();
  }

  /** Returns the id of the order, or of the adjustment. */
  public String orderId() {
    return operation.key();
  }

  /** Returns the letter in the column {@code kind}. */
  char kindCode() {
    return switch (operation.kind()) {
      case ORDER -> 'D';
      case CANCELLATION -> 'X';
      case RETURN -> 'R';
      case ADJUSTMENT -> 'A';
    };
  }

  /** Returns the kind of operation that has this letter. */
  static OperationId.Kind kind(char code) {
    return switch (code) {
      case 'D' -> OperationId.Kind.ORDER;
      case 'X' -> OperationId.Kind.CANCELLATION;
      case 'R' -> OperationId.Kind.RETURN;
      case 'A' -> OperationId.Kind.ADJUSTMENT;
      default ->
          throw new IllegalStateException("The table unmoved_answer has an unknown kind: " + code);
    };
  }

  /** Returns the answer, verbatim. */
  public StockResult toResult() {
    boolean cancellation = operation.kind() == OperationId.Kind.CANCELLATION;
    return CompactResultCodec.decode(
        operation.key(),
        cancellation ? ReturnAccepted.CANCELLATION : operation.operationId(),
        answer);
  }
}
