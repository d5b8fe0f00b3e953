package io.skuline.sim.cli;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.util.List;
import java.util.stream.Collectors;

/** Formats a result as one line to read. */
final class ResultLine {

  private ResultLine() {}

  static String of(StockResult result) {
    return "%s  %-19s  %s  %s"
        .formatted(
            result.decidedAt(), ResultType.of(result).wireName(), result.key(), detail(result));
  }

  private static String detail(StockResult result) {
    if (result instanceof DeductionConfirmed sold) {
      return moves(sold.lines());
    }
    if (result instanceof DeductionRejected refused) {
      return refused.reason() + " " + shortages(refused.shortages());
    }
    if (result instanceof ReturnAccepted returned) {
      return returned.returnId()
          + " "
          + returned.reason().map(why -> "nothing back: " + why).orElse("")
          + moves(returned.lines());
    }
    if (result instanceof ReturnRejected refused) {
      return "%s %s %s"
          .formatted(refused.returnId(), refused.reason(), shortages(refused.shortages()));
    }
    if (result instanceof AdjustmentAccepted adjusted) {
      return adjusted.kind() + " " + moves(List.of(adjusted.line()));
    }
    AdjustmentRejected refused = (AdjustmentRejected) result;
    return "%s %s %+d, available %d"
        .formatted(refused.reason(), refused.sku(), refused.delta(), refused.available());
  }

  private static String moves(List<StockMove> moves) {
    return moves.stream()
        .map(
            move ->
                "%s x%d (left %d, #%d)"
                    .formatted(move.sku(), move.quantity(), move.remaining(), move.sequence()))
        .collect(Collectors.joining(", "));
  }

  private static String shortages(List<Shortage> shortages) {
    return shortages.stream()
        .map(
            shortage ->
                "%s x%d of %d"
                    .formatted(shortage.sku(), shortage.requested(), shortage.available()))
        .collect(Collectors.joining(", "));
  }
}
