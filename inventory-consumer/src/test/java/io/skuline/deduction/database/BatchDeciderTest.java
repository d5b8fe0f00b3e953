package io.skuline.deduction.database;

import static io.skuline.deduction.database.StoredRows.BEFORE;
import static io.skuline.deduction.database.StoredRows.NOW;
import static io.skuline.deduction.database.StoredRows.ORDER;
import static io.skuline.deduction.database.StoredRows.level;
import static io.skuline.deduction.database.StoredRows.part;
import static io.skuline.deduction.database.StoredRows.row;
import static io.skuline.deduction.database.StoredRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
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
import io.skuline.store.Movement;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/**
 * The database engine's decisions without a database: the answers of the model, and the orders that
 * a pre-check rejects.
 */
class BatchDeciderTest extends DeductionEngineContract {

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

  /** The locked rows: one for every SKU, also for an unknown one. */
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
    KnownAnswers partial = new KnownAnswers();
    partial.addPart(ORDER.operation(), List.of(part("a", -2, 0, 9)));
    assertThat(SoldOutOrders.among(batch, soldOut, partial)).as("it has a part").isEmpty();

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
}
