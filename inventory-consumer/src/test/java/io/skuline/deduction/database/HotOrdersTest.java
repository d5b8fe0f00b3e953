package io.skuline.deduction.database;

import static io.skuline.deduction.database.StoredRows.BEFORE;
import static io.skuline.deduction.database.StoredRows.NOW;
import static io.skuline.deduction.database.StoredRows.level;
import static io.skuline.deduction.database.StoredRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decisions about a SKU, a, whose units may lie in several rows. */
class HotOrdersTest {

  private static final String ROW = SkuBuckets.id("a", 2);
  private static final ChosenRows CHOSEN = new ChosenRows(Map.of("a", ROW));
  private static final OrderCreated ORDER =
      new OrderCreated("o", BEFORE, List.of(new OrderLine("a", 2)));
  private static final OrderCreated CART =
      new OrderCreated("o", BEFORE, List.of(new OrderLine("b", 3), new OrderLine("a", 2)));

  private final KnownAnswers answers = new KnownAnswers();

  @Test
  void theChosenRowSellsAlone() {
    Map<String, StockRow> rows = rows(row(ROW, 2));
    assertThat(decide(rows, CHOSEN, ORDER))
        .isEqualTo(new DeductionConfirmed("o", NOW, List.of(new StockMove("a", 2, 0, 2, 2))));
    assertThat(rows.get(ROW).available()).isZero();
    assertThat(answers.rowOf("o", "a")).isEqualTo(ROW);
    assertThat(answers.rowOf("o", "b")).isEqualTo("b");
  }

  @Test
  void aCartTakesEachLineFromItsOwnRow() {
    DeductionConfirmed sold =
        (DeductionConfirmed) decide(rows(row(ROW, 5), row("b", 3)), CHOSEN, CART);
    assertThat(sold.lines())
        .containsExactly(new StockMove("b", 3, 0, 2), new StockMove("a", 2, 3, 2, 2));
  }

  @Test
  void anEmptyRowRejectsNobody() {
    for (StockRow empty : List.of(row(ROW, 1), new StockRow(ROW, level(0, 0)))) {
      UnitsElsewhereException missing = missing(rows(empty), CHOSEN, ORDER);
      assertThat(missing.atBase()).containsExactly("a");
      assertThat(missing.toCollect()).isEmpty();
      assertThat(missing.event()).isEqualTo(ORDER.operation());
    }
  }

  /** Also if another line is short anyway: the rejection says of what there is too little. */
  @Test
  void norDoesABaseWhoseUnitsMayBeElsewhere() {
    UnitsElsewhereException missing =
        missing(rows(base(1, 4), row("b", 0)), ChosenRows.BASES, CART);
    assertThat(missing.toCollect()).containsExactly("a");
    assertThat(missing.atBase()).isEmpty();
  }

  @Test
  void aBaseThatHasEnoughSells() {
    assertThat(decide(rows(base(2, 4)), ChosenRows.BASES, ORDER))
        .isInstanceOf(DeductionConfirmed.class);
  }

  @Test
  void aBaseThatHasAllUnitsRejects() {
    assertThat(decide(rows(base(1, 0)), ChosenRows.BASES, ORDER))
        .isEqualTo(
            new DeductionRejected(
                "o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of(new Shortage("a", 2, 1))));
  }

  @Test
  void aCartWithAnUnknownSkuIsRejectedWhereverUnitsAre() {
    assertThat(
            ((DeductionRejected)
                    decide(rows(base(1, 4), new StockRow("b", null)), ChosenRows.BASES, CART))
                .shortages())
        .containsExactly(new Shortage("b", 3, 0));
  }

  @Test
  void unitsComeBackToTheRowThatSoldThem() {
    sold();
    Map<String, StockRow> rows = rows(base(0, 3), row(ROW, 5));
    StockReturned back = new StockReturned("r", ORDER.ref(), List.of(new OrderLine("a", 1)));
    BatchDecider decider = new BatchDecider(answers, rows, ChosenRows.BASES, Map.of(), NOW);
    assertThat(decider.decide(back))
        .isEqualTo(new ReturnAccepted("r", "o", NOW, List.of(new StockMove("a", 1, 6, 2, 2))));
    assertThat(decider.decide(new OrderCancelled(ORDER.ref())))
        .isEqualTo(
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION, "o", NOW, List.of(new StockMove("a", 1, 7, 3, 2))));
    StockReturned tooMuch = new StockReturned("r2", ORDER.ref(), List.of(new OrderLine("a", 1)));
    assertThat(((ReturnRejected) decider.decide(tooMuch)).shortages())
        .containsExactly(new Shortage("a", 1, 0));
  }

  @Test
  void theBaseKnowsOfThemBefore() {
    sold();
    Map<String, StockRow> rows = rows(base(0, 2), row(ROW, 0));
    StockReturned back = new StockReturned("r", ORDER.ref(), List.of(new OrderLine("a", 1)));
    for (OrderEvent event : List.of(back, new OrderCancelled(ORDER.ref()))) {
      UnitsElsewhereException missing = missing(rows, ChosenRows.BASES, event);
      assertThat(missing.toMark()).containsOnly(Map.entry("a", 3));
      assertThat(missing.event()).isEqualTo(event.operation());
    }
    assertThat(rows.get(ROW).moved()).isFalse();
  }

  @Test
  void whatIsStoredOfAnOrderStaysInItsRow() {
    answers.addPart(CART.operation(), List.of(part(1)));
    Map<String, StockRow> rows = rows(row("a", 9), row(ROW, 5), row("b", 3));
    assertThat(((DeductionConfirmed) decide(rows, ChosenRows.BASES, CART)).lines())
        .containsExactly(new StockMove("b", 3, 0, 2), new StockMove("a", 2, 4, 7, 2));
    assertThat(rows.get(ROW).moved()).isFalse();
    assertThat(rows.get("a").moved()).isFalse();
  }

  @Test
  void whatARejectedOrderHadGoesBackToItsRow() {
    answers.addPart(CART.operation(), List.of(part(1)));
    Map<String, StockRow> unknown = rows(base(0, 0), row(ROW, 0), row("b", 0));
    assertThat(missing(unknown, ChosenRows.BASES, CART).toMark()).containsEntry("a", 3);

    Map<String, StockRow> rows = rows(base(0, 3), row(ROW, 5), row("b", 0));
    BatchDecider decider = new BatchDecider(answers, rows, ChosenRows.BASES, Map.of(), NOW);
    assertThat(decider.decide(CART)).isInstanceOf(DeductionRejected.class);
    assertThat(decider.releases())
        .containsExactly(
            new Movement("o", MovementKind.RELEASE, "", ROW, 2, 7, 2, 1, 1, NOW.toEpochMilli(), 0));
  }

  @Test
  void adjustmentsMoveTheBaseAndAreRejectedOnlyIfItHasAllUnits() {
    Map<String, StockRow> rows = rows(base(5, 4));
    assertThat(decide(rows, CHOSEN, adjusted("plus", 3, AdjustmentKind.REPLENISHMENT)))
        .isInstanceOf(AdjustmentAccepted.class);
    assertThat(decide(rows, CHOSEN, adjusted("minus", -8, AdjustmentKind.CORRECTION)))
        .isInstanceOf(AdjustmentAccepted.class);
    for (StockAdjusted refused :
        List.of(
            adjusted("less", -1, AdjustmentKind.CORRECTION),
            adjusted("first", 1, AdjustmentKind.INITIAL))) {
      assertThat(missing(rows, CHOSEN, refused).toCollect()).containsExactly("a");
      assertThat(decide(rows(base(0, 0)), CHOSEN, refused)).isInstanceOf(AdjustmentRejected.class);
    }
  }

  /** What other rows have is not known there. */
  @Test
  void theLimitCountsAllRows() {
    StockAdjusted more = adjusted("more", 1, AdjustmentKind.REPLENISHMENT);
    long half = Limits.MAX_AVAILABLE / 2;
    assertThat(missing(rows(base(half, 4)), CHOSEN, more).toCollect()).containsExactly("a");
    assertThat(decide(rows(base(half - 1, 4)), CHOSEN, more))
        .isInstanceOf(AdjustmentAccepted.class);
    StockAdjusted even = adjusted("even", 1, AdjustmentKind.REPLENISHMENT);
    assertThat(decide(rows(base(half, 0)), CHOSEN, even)).isInstanceOf(AdjustmentAccepted.class);
  }

  @Test
  void theBaseIsLockedWhereverUnitsComeBack() {
    sold();
    OrderCancelled cancelled = new OrderCancelled(ORDER.ref());
    MovedRows moved = new MovedRows(answers, ChosenRows.BASES);
    assertThat(moved.of(List.of(cancelled), Set.of())).containsExactly(ROW);
    assertThat(moved.toLock(List.of(cancelled), Set.of())).containsExactly("a", ROW);
    StockReturned back = new StockReturned("r", ORDER.ref(), List.of(new OrderLine("a", 1)));
    assertThat(moved.toLock(List.of(back), Set.of())).containsExactly("a", ROW);
    assertThat(moved.toLock(List.of(ORDER), Set.of())).as("it is answered").isEmpty();
  }

  @Test
  void soItIsForAnOrderOfTheSameBatchAndForAPart() {
    MovedRows moved = new MovedRows(answers, CHOSEN);
    OrderCancelled cancelled = new OrderCancelled(ORDER.ref());
    assertThat(moved.toLock(List.of(ORDER), Set.of())).containsExactly(ROW);
    assertThat(moved.toLock(List.of(ORDER, cancelled), Set.of())).containsExactly("a", ROW);
    assertThat(moved.toLock(List.of(CART), Set.of("o"))).as("sold out").isEmpty();

    answers.addPart(CART.operation(), List.of(part(1)));
    MovedRows later = new MovedRows(answers, ChosenRows.BASES);
    assertThat(later.of(List.of(CART), Set.of())).containsExactly(ROW, "b");
    assertThat(later.toLock(List.of(CART), Set.of())).containsExactly("a", ROW, "b");
  }

  private void sold() {
    answers.add(new DeductionConfirmed("o", BEFORE, List.of(new StockMove("a", 2, 5, 1, 2))));
    assertThat(answers.get(OperationId.ofOrder("o"))).isNotNull();
  }

  /** Returns a line of an order that has taken two units of a from the row. */
  private static Movement part(int line) {
    long decidedAt = NOW.toEpochMilli();
    return new Movement("o", MovementKind.DEDUCTION, "", ROW, -2, 4, 7, line, 2, decidedAt, 0);
  }

  private StockResult decide(Map<String, StockRow> rows, ChosenRows chosen, OrderEvent event) {
    return new BatchDecider(answers, rows, chosen, Map.of(), NOW).decide(event);
  }

  private UnitsElsewhereException missing(
      Map<String, StockRow> rows, ChosenRows chosen, OrderEvent event) {
    return catchThrowableOfType(UnitsElsewhereException.class, () -> decide(rows, chosen, event));
  }

  private static StockAdjusted adjusted(String id, int delta, AdjustmentKind kind) {
    return new StockAdjusted(id, BEFORE, "a", delta, kind);
  }

  private static StockRow row(String stockId, long available) {
    return new StockRow(stockId, level(available, 1));
  }

  private static StockRow base(long available, int lent) {
    return new StockRow("a", level(available, 1), lent);
  }
}
