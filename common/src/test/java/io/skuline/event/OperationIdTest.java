package io.skuline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationIdTest {

  private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");
  private static final List<OrderLine> LINES = List.of(new OrderLine("a", 2));
  private static final OrderCreated ORDER = new OrderCreated("o-1", AT, LINES);
  private static final StockMove MOVE = new StockMove("a", 2, 8, 3);

  @Test
  void aResultNamesTheOperationOfItsEvent() {
    same(ORDER, new DeductionConfirmed("o-1", AT, List.of(MOVE)));
    same(ORDER, new DeductionRejected("o-1", AT, DeductionRejected.Reason.CANCELLED, List.of()));
    OrderCancelled cancelled = new OrderCancelled(ORDER.ref());
    same(cancelled, new ReturnAccepted(ReturnAccepted.CANCELLATION, "o-1", AT, List.of(MOVE)));
    same(cancelled, ReturnAccepted.ofNothing("o-1", AT, ReturnAccepted.Reason.UNKNOWN_ORDER));
    same(
        cancelled,
        new ReturnRejected(
            ReturnAccepted.CANCELLATION,
            "o-1",
            AT,
            ReturnRejected.Reason.UNKNOWN_ORDER,
            List.of()));
    StockReturned returned = new StockReturned("r-1", ORDER.ref(), LINES);
    same(returned, new ReturnAccepted("r-1", "o-1", AT, List.of(MOVE)));
    same(
        returned,
        new ReturnRejected("r-1", "o-1", AT, ReturnRejected.Reason.UNKNOWN_ORDER, List.of()));
    StockAdjusted adjusted = new StockAdjusted("o-1", AT, "a", 2, AdjustmentKind.INITIAL);
    same(adjusted, new AdjustmentAccepted("o-1", AT, AdjustmentKind.INITIAL, MOVE));
    same(
        adjusted,
        new AdjustmentRejected("o-1", AT, AdjustmentRejected.Reason.ABOVE_LIMIT, "a", 2, 8));
  }

  @Test
  void operationsOfTheSameKeyDiffer() {
    assertThat(
            List.of(
                ORDER.operation(),
                new OrderCancelled(ORDER.ref()).operation(),
                new StockReturned("r-1", ORDER.ref(), LINES).operation(),
                new StockReturned("r-2", ORDER.ref(), LINES).operation(),
                new StockAdjusted("o-1", AT, "a", 2, AdjustmentKind.INITIAL).operation()))
        .doesNotHaveDuplicates()
        .extracting(OperationId::toString)
        .containsExactly(
            "order o-1", "cancellation o-1", "return o-1/r-1", "return o-1/r-2", "adjustment o-1");
  }

  @Test
  void onlyAcceptedOperationsMoveStock() {
    assertThat(new DeductionConfirmed("o-1", AT, List.of(MOVE)).moves()).containsExactly(MOVE);
    assertThat(new ReturnAccepted("r-1", "o-1", AT, List.of(MOVE)).moves()).containsExactly(MOVE);
    assertThat(new AdjustmentAccepted("j-1", AT, AdjustmentKind.INITIAL, MOVE).moves())
        .containsExactly(MOVE);
    assertThat(
            new DeductionRejected("o-1", AT, DeductionRejected.Reason.CANCELLED, List.of()).moves())
        .isEmpty();
  }

  private static void same(OrderEvent event, StockResult result) {
    assertThat(result.operation()).isEqualTo(event.operation());
  }
}
