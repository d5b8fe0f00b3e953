package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.QuarantinedException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.store.HotSkuTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rows of a hot SKU do, and what they never do. */
class HotRowsIT extends TenUnitsInRows {

  @Test
  void unitsThatComeBackAreSoldAlthoughAllWereCollected() {
    lend();
    OrderCreated early = order(2, 1);
    assertThat(((DeductionConfirmed) decide(early)).lines().get(0).bucket()).isEqualTo(2);
    assertThat(decide(order(0, UNITS - 1))).isInstanceOf(DeductionConfirmed.class);
    assertThat(lent()).isZero();
    assertThat(decide(order(2, 1))).isInstanceOf(DeductionRejected.class);

    assertThat(decide(new OrderCancelled(early.ref())))
        .isInstanceOfSatisfying(
            ReturnAccepted.class, back -> assertThat(back.lines().get(0).bucket()).isEqualTo(2));
    assertThat(lent()).isEqualTo(3);
    assertThat(decide(order(1, 1))).isInstanceOf(DeductionConfirmed.class);
    assertThat(decide(order(2, 1))).isInstanceOf(DeductionRejected.class);
    assertThat(lent()).isZero();
    requireHalvesToMatch();
  }

  /** What comes back needs rows that the base knows; what is refused needs all units there. */
  @Test
  void aBatchThatGivesBackAndRefusesIsDecided() {
    lend();
    OrderCreated first = order(2, 1);
    OrderCreated second = order(3, 1);
    engine.decide(List.of(first));
    engine.decide(List.of(second));
    List<OrderEvent> batch =
        List.of(
            new OrderCancelled(first.ref()),
            new StockAdjusted("again", NOW, HOT, 1, AdjustmentKind.INITIAL),
            order(1, UNITS + 1),
            new OrderCancelled(second.ref()));
    assertThat(engine.decide(batch).results())
        .hasExactlyElementsOfTypes(
            ReturnAccepted.class,
            AdjustmentRejected.class,
            DeductionRejected.class,
            ReturnAccepted.class);
    assertThat(units()).containsExactly(9L, 0L, 0L, 1L);
    requireHalvesToMatch();
  }

  @Test
  void anotherListOrNumberOfRowsChangesNoAnswer() {
    lend();
    OrderCreated order = order(3, 1);
    StockResult answer = decide(order);
    DatabaseDeductionEngine other =
        new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, clock);
    assertThat(other.decide(List.of(order)).results()).containsExactly(answer);
    StockResult large = other.decide(List.of(order(0, UNITS - 1))).results().get(0);
    assertThat(large).as("it has collected all").isInstanceOf(DeductionConfirmed.class);
    assertThat(decide(order(1, 1))).isInstanceOf(DeductionRejected.class);
    assertThat(other.decide(List.of(new OrderCancelled(order.ref()))).results())
        .allSatisfy(
            back -> assertThat(((ReturnAccepted) back).lines().get(0).bucket()).isEqualTo(3));
  }

  @Test
  void aCorrectionThatTheBaseCannotTakeIsTakenFromAllRows() {
    lend();
    decide(new StockAdjusted("less", NOW, HOT, -UNITS, AdjustmentKind.CORRECTION));
    assertThat(units()).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void ordersThatNeedARowInQuarantineAreSetAside() {
    lend();
    String held = SkuBuckets.id(HOT, 2);
    quarantine(held);
    assertThat(decide(order(0, UNITS - 2)))
        .as("what others have")
        .isInstanceOf(DeductionConfirmed.class);
    assertThat(lent()).isEqualTo(3);
    OrderCreated last = order(1, 1);
    List<OrderEvent> batch = List.of(order(0, 1), last);
    QuarantinedException refused =
        catchThrowableOfType(QuarantinedException.class, () -> engine.decide(batch));
    assertThat(refused.skus()).containsExactly(held);
    shards.jdbc(FaultyShards.LAYOUT.shardOf(held)).update("UPDATE quarantine SET open_sku = NULL");
    assertThat(decide(last)).isInstanceOf(DeductionConfirmed.class);
    assertThat(lent()).isZero();
  }

  /** The glance would be true of the base, and wrong of the SKU. */
  @Test
  void aPreCheckDoesNotSeeADividedSku() {
    DatabaseStockLevels levels = new DatabaseStockLevels(shards.databases());
    assertThat(levels.undivided(List.of(HOT))).containsOnlyKeys(HOT);
    lend();
    assertThat(levels.undivided(List.of(HOT))).isEmpty();
  }

  @Test
  void theKeeperDividesEvensOutAndCollects() {
    keepHot();
    assertThat(units()).containsExactly(4L, 2L, 2L, 2L);
    decide(new StockAdjusted("more", NOW, HOT, 90, AdjustmentKind.REPLENISHMENT));
    keepHot();
    assertThat(units()).containsExactly(25L, 25L, 25L, 25L);
    assertThat(rows.divided().bucketsOf(HOT)).hasSize(15).contains(SkuBuckets.id(HOT, 3));

    new HotRows(shards.databases(), 1, 1, clock).keep(new HotSkuTable(shards.jdbc(0)));
    assertThat(units()).containsExactly(100L, 0L, 0L, 0L);
    assertThat(lent()).isZero();
  }

  /** An operator may have released a row with units, or the other engine may have left some. */
  @Test
  void theKeeperFindsUnitsThatTheBaseDoesNotKnowOf() {
    lend();
    shards.jdbc(0).update("UPDATE stock SET lent = 0");
    HotRows off = new HotRows(shards.databases(), 1, 1, clock);
    HotSkuTable table = new HotSkuTable(shards.jdbc(0));
    off.keep(table);
    assertThat(lent()).isEqualTo(ROWS);
    decide(order(0, UNITS));
    requireHalvesToMatch();
  }

  @Test
  void unitsAreDividedEvenlyAndCollected() {
    assertThat(lend()).isEqualTo(2);
    assertThat(units()).containsExactly(4L, 2L, 2L, 2L);
    assertThat(lent()).isEqualTo(ROWS);
    assertThat(lend()).as("they are not divided twice").isZero();

    assertThat(rows.transfers().collect(HOT).moved()).isTrue();
    assertThat(units()).containsExactly(10L, 0L, 0L, 0L);
    assertThat(lent()).isZero();
    assertThat(rows.transfers().collect(HOT).moved()).isFalse();
    requireHalvesToMatch();
  }
}
