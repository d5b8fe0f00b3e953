package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import io.skuline.store.StockTable;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database itself refuses decisions when the stored rows are not what they should be. */
class LastGuardIT {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private static TestDatabase database;

  private final DatabaseDeductionEngine engine =
      new DatabaseDeductionEngine(
          Databases.single(database.dataSource()), PreCheck.NONE, Clock.systemUTC());

  @BeforeAll
  static void open() {
    database = TestDatabase.create("deduction_guard");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void tenUnits() {
    database.clear();
    engine.decide(List.of(new StockAdjusted("a1", CREATED, "A", 9, AdjustmentKind.INITIAL)));
    engine.decide(List.of(new StockAdjusted("a2", CREATED, "A", 1, AdjustmentKind.REPLENISHMENT)));
  }

  @Test
  void aSequenceThatWasTakenIsAnAlarmAndChangesNothing() {
    database.jdbc().update("UPDATE stock SET last_sequence = 1, movements = 1");
    assertThatThrownBy(() -> engine.decide(List.of(order("o1"))))
        .isInstanceOf(StockDriftException.class);
    assertThat(database.stock()).isEqualTo(Map.of("A", new StockLevel(10, 1)));
  }

  @Test
  void aRowThatTheLedgerHasOnlyHalfFoldedSellsNothingYet() {
    database.jdbc().update("UPDATE stock SET last_sequence = 5");
    assertThatThrownBy(() -> engine.decide(List.of(order("o1"))))
        .isInstanceOf(DeductionUnavailableException.class)
        .hasMessageContaining("2 of 5");
    database.jdbc().update("UPDATE stock SET movements = 5");
    assertThat(engine.decide(List.of(order("o1"))).results()).hasSize(1);
  }

  @Test
  void aRowThatIsNotWhereItWasReadIsNotMoved() throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      StockRow outdated = new StockRow("A", new StockLevel(10, 1));
      outdated.move(-1);
      StockRow tooMuch = new StockRow("A", new StockLevel(20, 2));
      tooMuch.move(-11);
      StockRow right = new StockRow("A", new StockLevel(10, 2));
      right.move(-10);
      assertThatThrownBy(
              () -> new StockTable(ShardTransaction.jdbc(connection)).update(List.of(outdated)))
          .isInstanceOf(StockDriftException.class);
      assertThatThrownBy(
              () -> new StockTable(ShardTransaction.jdbc(connection)).update(List.of(tooMuch)))
          .isInstanceOf(StockDriftException.class);
      new StockTable(ShardTransaction.jdbc(connection)).update(List.of(right));
    }
    assertThat(database.stock()).isEqualTo(Map.of("A", new StockLevel(0, 3)));
  }

  @Test
  void whatIsBelowZeroTakesUnitsAndSellsNone() {
    database.jdbc().update("UPDATE stock SET available = -5");
    List<OrderEvent> events =
        List.of(
            order("o1"),
            new StockAdjusted("a3", CREATED, "A", 2, AdjustmentKind.REPLENISHMENT),
            new StockAdjusted("a4", CREATED, "A", -1, AdjustmentKind.CORRECTION));
    List<StockResult> results = engine.decide(events).results();
    assertThat(((DeductionRejected) results.get(0)).shortages())
        .containsExactly(new Shortage("A", 1, -5));
    assertThat(((AdjustmentAccepted) results.get(1)).line())
        .isEqualTo(new StockMove("A", 2, -3, 3));
    assertThat(((AdjustmentRejected) results.get(2)).available()).isEqualTo(-3);
    assertThat(database.stock()).isEqualTo(Map.of("A", new StockLevel(-3, 3)));
  }

  @Test
  void returnsAboveWhatWasDeductedAreFound() throws Exception {
    engine.decide(List.of(order("o1"), order("o2")));
    try (Connection connection = database.dataSource().getConnection()) {
      MovementTable table = new MovementTable(ShardTransaction.jdbc(connection));
      table.requireReturnsWithinDeductions(List.of("o1", "o2"));
      table.insert(
          List.of(
              new Movement(
                  "o2",
                  MovementKind.RETURN,
                  "r1",
                  "A",
                  2,
                  10,
                  5,
                  0,
                  1,
                  1_700_000_000_000L,
                  DatabaseDeductionEngine.EPOCH)));
      table.requireReturnsWithinDeductions(List.of("o1"));
      assertThatThrownBy(() -> table.requireReturnsWithinDeductions(List.of("o1", "o2")))
          .isInstanceOf(StockDriftException.class)
          .hasMessageContaining("o2");
    }
  }

  private static OrderCreated order(String id) {
    return new OrderCreated(id, CREATED, List.of(new OrderLine("A", 1)));
  }
}
