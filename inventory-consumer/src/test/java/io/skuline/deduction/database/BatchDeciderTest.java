package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.SettableClock;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/**
 * The database engine's decisions without a database: the answers of the model, and what becomes of
 * an event of which only some shards have stored their part.
 */
class BatchDeciderTest extends DeductionEngineContract {

  private static final Instant BEFORE = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant NOW = BEFORE.plusSeconds(30);
  private static final OrderCreated ORDER =
      new OrderCreated("o", BEFORE, List.of(new OrderLine("a", 2), new OrderLine("b", 3)));

  private Map<String, StockLevel> stock = new HashMap<>();

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    Map<String, StockLevel> levels = new HashMap<>();
    Map<OperationId, StockResult> answers = new LinkedHashMap<>();
    stock = levels;
    return batch -> decide(batch, clock.instant(), levels, answers);
  }

  @Override
  protected Map<String, StockLevel> stock() {
    return stock;
  }

  private static Decisions decide(
      List<OrderEvent> batch,
      Instant now,
      Map<String, StockLevel> levels,
      Map<OperationId, StockResult> known) {
    KnownAnswers answers = new KnownAnswers();
    known.values().forEach(answers::add);
    Map<String, StockRow> rows = new LazyRows(levels);
    Instant millis = Instant.ofEpochMilli(now.toEpochMilli());
    BatchDecider decider = new BatchDecider(answers, rows, Map.of(), millis);
    List<StockResult> results = batch.stream().map(decider::decide).toList();
    decider.fresh().forEach(result -> known.put(result.operation(), result));
    rows.values().stream()
        .filter(StockRow::moved)
        .forEach(row -> levels.put(row.sku(), new StockLevel(row.available(), row.sequence())));
    return new Decisions(0, results);
  }

  /** Rows as they are locked: one for every SKU, if only an unknown one. */
  private static final class LazyRows extends HashMap<String, StockRow> {
    private final Map<String, StockLevel> levels;

    LazyRows(Map<String, StockLevel> levels) {
      this.levels = levels;
    }

    @Override
    public StockRow get(Object sku) {
      return computeIfAbsent((String) sku, name -> row(name, levels.get(name)));
    }
  }

  private static StockRow row(String sku, StockLevel level) {
    return new StockRow(
        sku, level == null ? null : new StockRow.Stored(level.available(), level.sequence()));
  }

  @Example
  void anOrderThatIsHalfStoredKeepsItsHalfItsTimeAndGetsTheRest() {
    KnownAnswers answers = new KnownAnswers();
    answers.addHalf(ORDER.operation(), List.of(half("a", -2, 3, 2)));
    Map<String, StockRow> rows = rows(row("a", level(3, 2)), row("b", level(5, 1)));
    BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
    assertThat(decider.decide(ORDER))
        .isEqualTo(
            new DeductionConfirmed(
                "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2))));
    assertThat(rows.get("a").moved()).as("not deducted again").isFalse();
    assertThat(decider.releases()).isEmpty();
  }

  @Example
  void anOrderThatCannotHaveTheRestIsRejectedAndGivesBackWhatItHas() {
    KnownAnswers answers = new KnownAnswers();
    answers.addHalf(ORDER.operation(), List.of(half("a", -2, 3, 2)));
    Map<String, StockRow> rows = rows(row("a", level(3, 2)), row("b", level(1, 7)));
    BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
    StockResult rejected = decider.decide(ORDER);
    assertThat(rejected)
        .isEqualTo(
            new DeductionRejected(
                "o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of(new Shortage("b", 3, 1))));
    assertThat(decider.releases())
        .containsExactly(
            new Movement("o", MovementKind.RELEASE, "", "a", 2, 5, 3, 0, 1, NOW.toEpochMilli(), 0));
    assertThat(rows.get("a").available()).isEqualTo(5);
    assertThat(rows.get("b").moved()).isFalse();
  }

  /** The rejection was stored, giving back failed: it is given back when the order comes again. */
  @Example
  void aRejectedOrderThatStillHasSomethingGivesItBackWithoutANewAnswer() {
    KnownAnswers answers = new KnownAnswers();
    StockResult rejected =
        new DeductionRejected("o", BEFORE, DeductionRejected.Reason.OUT_OF_STOCK, List.of());
    answers.add(rejected);
    answers.addHalf(ORDER.operation(), List.of(half("a", -2, 3, 2)));
    BatchDecider decider = new BatchDecider(answers, rows(row("a", level(3, 2))), Map.of(), NOW);
    assertThat(decider.decide(ORDER)).isEqualTo(rejected);
    assertThat(decider.fresh()).isEmpty();
    assertThat(decider.releases()).hasSize(1);
    assertThat(answers.halves()).containsExactly(ORDER.operation());
  }

  @Example
  void aCancellationThatIsHalfStoredGivesBackOnlyTheRest() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(
        new DeductionConfirmed(
            "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2))));
    OrderCancelled cancellation = new OrderCancelled(ORDER.ref());
    Movement half =
        new Movement(
            "o",
            MovementKind.CANCELLATION,
            "",
            "a",
            2,
            5,
            3,
            0,
            2,
            BEFORE.plusSeconds(1).toEpochMilli(),
            0);
    answers.addHalf(cancellation.operation(), List.of(half));
    Map<String, StockRow> rows = rows(row("a", level(5, 3)), row("b", level(2, 2)));
    assertThat(new BatchDecider(answers, rows, Map.of(), NOW).decide(cancellation))
        .isEqualTo(
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION,
                "o",
                BEFORE.plusSeconds(1),
                List.of(new StockMove("a", 2, 5, 3), new StockMove("b", 3, 5, 3))));
    assertThat(rows.get("a").moved()).isFalse();
  }

  @Example
  void aCancellationThatGivesNothingBackSaysWhy() {
    OrderCancelled cancellation = new OrderCancelled(ORDER.ref());
    assertThat(new BatchDecider(new KnownAnswers(), rows(), Map.of(), NOW).decide(cancellation))
        .isEqualTo(ReturnAccepted.ofNothing("o", NOW, ReturnAccepted.Reason.UNKNOWN_ORDER));

    KnownAnswers refused = new KnownAnswers();
    refused.add(
        new DeductionRejected("o", BEFORE, DeductionRejected.Reason.OUT_OF_STOCK, List.of()));
    assertThat(new BatchDecider(refused, rows(), Map.of(), NOW).decide(cancellation))
        .isEqualTo(ReturnAccepted.ofNothing("o", NOW, ReturnAccepted.Reason.ORDER_REJECTED));

    KnownAnswers returned = new KnownAnswers();
    returned.add(new DeductionConfirmed("o", BEFORE, List.of(new StockMove("a", 1, 3, 2))));
    returned.add(new ReturnAccepted("r", "o", BEFORE, List.of(new StockMove("a", 1, 4, 3))));
    BatchDecider decider = new BatchDecider(returned, rows(), Map.of(), NOW);
    StockResult answer = decider.decide(cancellation);
    assertThat(answer)
        .isEqualTo(ReturnAccepted.ofNothing("o", NOW, ReturnAccepted.Reason.NOTHING_LEFT));
    assertThat(decider.decide(cancellation)).isSameAs(answer);
  }

  @Example
  void aHalfThatMovedSomethingElseIsNotCompleted() {
    KnownAnswers answers = new KnownAnswers();
    answers.addHalf(ORDER.operation(), List.of(half("a", -1, 4, 2)));
    Map<String, StockRow> rows = rows(row("a", level(4, 2)), row("b", level(5, 1)));
    assertThatExceptionOfType(StockDriftException.class)
        .isThrownBy(() -> new BatchDecider(answers, rows, Map.of(), NOW).decide(ORDER));
  }

  /** Half of one body and half of another would be an answer that nobody has asked for. */
  @Example
  void whatComesWithOtherLinesThanItsHalfIsNotMixedWithIt() {
    Map<String, List<OrderLine>> others = new LinkedHashMap<>();
    others.put("another SKU instead", lines("c", 3));
    others.put("one line less", lines("a", 2));
    others.put("one line more", lines("a", 2, "b", 3, "c", 1));
    others.put("another amount", lines("a", 1, "b", 3));
    others.put("another order of lines", lines("b", 3, "a", 2));
    others.forEach(
        (what, lines) -> {
          KnownAnswers answers = new KnownAnswers();
          answers.addHalf(ORDER.operation(), List.of(half("a", -2, 3, 2)));
          Map<String, StockRow> rows =
              rows(row("a", level(3, 2)), row("b", level(5, 1)), row("c", level(5, 1)));
          BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
          assertThatExceptionOfType(StockDriftException.class)
              .as(what)
              .isThrownBy(() -> decider.decide(new OrderCreated("o", BEFORE, lines)))
              .withMessageContaining("its id was used twice");
          assertThat(decider.fresh()).isEmpty();
          assertThat(decider.releases()).isEmpty();
          assertThat(rows.values()).noneMatch(StockRow::moved);
        });
  }

  @Example
  void norIsAReturnMixedWithTheHalfOfAnother() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(
        new DeductionConfirmed(
            "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2))));
    StockReturned other = new StockReturned("r", ORDER.ref(), lines("b", 9));
    Movement half =
        new Movement(
            "o",
            MovementKind.RETURN,
            "r",
            "a",
            1,
            4,
            3,
            0,
            2,
            BEFORE.plusSeconds(1).toEpochMilli(),
            0);
    answers.addHalf(other.operation(), List.of(half));
    Map<String, StockRow> rows = rows(row("a", level(4, 3)), row("b", level(2, 2)));
    assertThatExceptionOfType(StockDriftException.class)
        .as("rejected, it would have given back all the same")
        .isThrownBy(() -> new BatchDecider(answers, rows, Map.of(), NOW).decide(other));
  }

  /** The rejection is stored, and of three shards one has given back. */
  @Example
  void whatIsNotGivenBackYetIsStillToBeGivenBack() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(new DeductionRejected("o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of()));
    Movement second =
        new Movement(
            "o", MovementKind.DEDUCTION, "", "b", -3, 2, 2, 1, 3, BEFORE.toEpochMilli(), 0);
    Movement released =
        new Movement("o", MovementKind.RELEASE, "", "a", 2, 5, 3, 0, 2, NOW.toEpochMilli(), 0);
    AnswerLoader.addMoved(List.of(half("a", -2, 3, 2), second, released), answers);
    BatchDecider decider = new BatchDecider(answers, rows(row("b", level(2, 2))), Map.of(), NOW);
    assertThat(decider.decide(ORDER)).isInstanceOf(DeductionRejected.class);
    assertThat(decider.releases()).extracting(Movement::sku).containsExactly("b");
  }

  private static List<OrderLine> lines(Object... skusAndUnits) {
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < skusAndUnits.length; i += 2) {
      lines.add(new OrderLine((String) skusAndUnits[i], (Integer) skusAndUnits[i + 1]));
    }
    return lines;
  }

  @Example
  void nothingIsDecidedOverARowThatIsNotLocked() {
    BatchDecider decider = new BatchDecider(new KnownAnswers(), rows(), Map.of(), NOW);
    assertThatIllegalStateException().isThrownBy(() -> decider.decide(ORDER));
  }

  @Example
  void anOrderIsTurnedAwayOnlyIfEverySkuIsKnownAndOneIsSoldOutAndNothingComesBack() {
    List<OrderEvent> batch = new ArrayList<>(List.of(ORDER));
    Map<String, StockLevel> soldOut = Map.of("a", level(0, 9), "b", level(2, 9));
    assertThat(SoldOutOrders.among(batch, soldOut, new KnownAnswers()))
        .isEqualTo(Map.of("o", List.of(new Shortage("a", 2, 0), new Shortage("b", 3, 2))));
    assertThat(SoldOutOrders.among(batch, Map.of(), new KnownAnswers())).isEmpty();
    assertThat(SoldOutOrders.among(batch, Map.of("a", level(0, 9)), new KnownAnswers()))
        .as("of b nothing is known")
        .isEmpty();
    Map<String, StockLevel> tooLittle = Map.of("a", level(1, 9), "b", level(2, 9));
    assertThat(SoldOutOrders.among(batch, tooLittle, new KnownAnswers()))
        .as("the primary decides")
        .isEmpty();

    KnownAnswers answered = new KnownAnswers();
    answered.add(new DeductionConfirmed("o", BEFORE, List.of(new StockMove("a", 2, 3, 2))));
    assertThat(SoldOutOrders.among(batch, soldOut, answered)).as("it has its answer").isEmpty();
    KnownAnswers half = new KnownAnswers();
    half.addHalf(ORDER.operation(), List.of(half("a", -2, 0, 9)));
    assertThat(SoldOutOrders.among(batch, soldOut, half)).as("it has a part").isEmpty();

    KnownAnswers other = new KnownAnswers();
    OrderCreated sold = new OrderCreated("sold", BEFORE, List.of(new OrderLine("a", 1)));
    other.add(new DeductionConfirmed("sold", BEFORE, List.of(new StockMove("a", 1, 0, 9))));
    batch.add(new OrderCancelled(sold.ref()));
    assertThat(SoldOutOrders.among(batch, soldOut, other)).as("a unit comes back").isEmpty();
  }

  @Example
  void anOrderThatWasTurnedAwayIsRejectedWithWhatItWouldBeShortOf() {
    List<Shortage> shortages = List.of(new Shortage("a", 2, 0));
    BatchDecider decider =
        new BatchDecider(new KnownAnswers(), rows(), Map.of("o", shortages), NOW);
    assertThat(decider.decide(ORDER))
        .isEqualTo(
            new DeductionRejected("o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, shortages));
  }

  @Example
  void theRowsOfAnAnswerAreItsAnswerAgain() {
    StockResult order =
        new DeductionConfirmed(
            "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2)));
    StockResult back = new ReturnAccepted("r", "o", BEFORE, List.of(new StockMove("a", 1, 4, 3)));
    for (StockResult each : List.of(order, back)) {
      List<Movement> rows = Movement.of(each, 0);
      assertThat(Movement.toAnswer(rows)).isEqualTo(each);
      assertThat(rows).allMatch(row -> row.sameEvent(rows.get(0)));
      assertThat(rows).extracting(Movement::lineCount).containsOnly(rows.size());
    }
    assertThat(Movement.of(order, 0).get(0).sameEvent(Movement.of(back, 0).get(0))).isFalse();
    assertThat(Movement.of(order, 0).get(1).lineNo()).isEqualTo(1);
    assertThat(Movement.of(order, 0).get(1).isReservation()).isTrue();
    assertThat(Movement.of(back, 0).get(0).isReservation()).isFalse();
    assertThat(
            Movement.of(
                new DeductionRejected("o", NOW, DeductionRejected.Reason.CANCELLED, List.of()), 0))
        .isEmpty();
  }

  @Example
  void aRowSaysWhatTheWholeBatchAdds() {
    StockRow row = row("a", level(5, 3));
    row.move(-2);
    row.move(-1);
    assertThat(row.delta()).isEqualTo(-3);
    assertThat(row.storedSequence()).isEqualTo(3);
    assertThat(row.sequence()).isEqualTo(5);
    assertThat(row.isNew()).isFalse();
    StockRow fresh = row("b", null);
    assertThat(fresh.isNew()).isTrue();
    assertThat(fresh.known()).isFalse();
    fresh.move(4);
    assertThat(fresh.delta()).isEqualTo(4);
    assertThat(fresh.storedSequence()).isZero();
  }

  private static Movement half(String sku, int delta, long after, long sequence) {
    return new Movement(
        "o",
        MovementKind.DEDUCTION,
        "",
        sku,
        delta,
        after,
        sequence,
        0,
        2,
        BEFORE.toEpochMilli(),
        0);
  }

  private static StockLevel level(long available, long sequence) {
    return new StockLevel(available, sequence);
  }

  private static Map<String, StockRow> rows(StockRow... rows) {
    Map<String, StockRow> bySku = new HashMap<>();
    for (StockRow row : rows) {
      bySku.put(row.sku(), row);
    }
    return bySku;
  }
}
