package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.ReleaseMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * SKUs that are corrupted on purpose are found, named, put into quarantine and repaired; no other
 * SKU is.
 */
class ReconcileIT extends SmallShopFixture {

  @Test
  void anAmountInRedis() throws Exception {
    shop.putInRedis("b", 1095, 3);
    assertHeld("b", Mismatch.Kind.AMOUNT, "at number 3 Redis has 1095, the movements make 95");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    assertRepairedInRedis("b");
  }

  @Test
  void anAmountInRedisThatIsNoNumber() throws Exception {
    shop.inRedis("b").fastPut("a", "ninety");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount 'ninety', sequence '3'");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    assertRepairedInRedis("b");
  }

  @Test
  void anAmountInRedisThatIsMissing() throws Exception {
    shop.inRedis("b").fastRemove("a");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount '', sequence '3'");
    assertRepairedInRedis("b");
  }

  @Test
  void aSkuInRedisThatIsNoHash() throws Exception {
    shop.putTextInRedis("b");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount 'no hash'");
    assertRepairedInRedis("b");
  }

  @Test
  void aSequenceInRedisThatIsTooHigh() throws Exception {
    shop.putInRedis("b", 95, 7);
    assertHeld("b", Mismatch.Kind.LOST, "numbers up to 7 were decided, the database has 3");
    assertRefused("b", ReleaseMode.RELEASE, "lacks movements");
    repair("b", ReleaseMode.TRUST_DATABASE);
    assertRebuilt("SKU b goes back from number 7 to 3", "b");
  }

  /** The remembered answer of the lost order must not be given again: its unit has a new owner. */
  @Test
  void anOrderThatWasLostIsDecidedAnewAfterItsUnitWasSoldToAnother() throws Exception {
    shop.sell(shop.stocked("one", 1));
    OrderCreated lost = shop.order(line("one", 1));
    assertThat(shop.decide(lost).results()).hasOnlyElementsOfType(DeductionConfirmed.class);
    assertHeld("one", Mismatch.Kind.LOST, "numbers up to 2 were decided, the database has 1");
    repair("one", ReleaseMode.TRUST_DATABASE);
    shop.rebuildIfAlarmed();
    assertThat(shop.sell(shop.order(line("one", 1))))
        .hasOnlyElementsOfType(DeductionConfirmed.class);
    assertThat(shop.sell(lost)).hasOnlyElementsOfType(DeductionRejected.class);
  }

  @Test
  void aSequenceInRedisThatIsTooLow() throws Exception {
    shop.putInRedis("b", 95, 2);
    assertHandedToRecovery("SKU b: Redis is behind the database", Mismatch.Kind.BEHIND);
  }

  @Test
  void aSkuThatIsMissingInRedis() throws Exception {
    shop.inRedis("b").delete();
    assertHandedToRecovery("SKU b: Redis has lost a SKU", Mismatch.Kind.GONE);
  }

  @Test
  void aSkuThatOnlyRedisHas() throws Exception {
    shop.putInRedis("x", 50, 1);
    assertHeld("x", Mismatch.Kind.LOST, "numbers up to 1 were decided, the database has 0");
    repair("x", ReleaseMode.TRUST_DATABASE);
    assertRebuilt("SKU x goes back from number 1 to 0", "x");
  }

  /** Movements that the ledger has not stored yet are no difference, however long they take. */
  @Test
  void aLedgerThatIsDown() throws Exception {
    shop.comesThrough = false;
    Decisions late = shop.decide(shop.order(line("a", 1)), shop.stocked("new", 5));
    assertThat(assertPasses().behind()).isEqualTo(2);
    assertThat(shop.lagging.oldest()).isPositive();
    assertPasses();

    shop.store(List.of(late));
    shop.comesThrough = true;
    assertClean();
    assertThat(shop.lagging.oldest()).isZero();
  }

  @Test
  void aMarkThatGotLostIsSetAgainAndOneTooManyRemoved() throws Exception {
    shop.putInRedis("b", 1095, 3);
    assertHeld("b", Mismatch.Kind.AMOUNT, "Redis has 1095");
    shop.inRedis("b").fastRemove("x");
    shop.inRedis("a").fastPut("x", "1");
    assertThat(shop.reconcile().quarantined()).isEqualTo(1);
    assertNotDecided("b");
    assertSells("a");
  }

  @Test
  void aBatchNamesAllThatIsInQuarantineAndWhereItIsTouched() throws Exception {
    OrderCreated cart = shop.order(line("a", 1), line("b", 1), line("c", 1));
    shop.sell(cart);
    shop.putInRedis("b", 1095, 4);
    shop.putInRedis("c", 1095, 4);
    assertThat(shop.reconcile().found()).isEqualTo(2);
    OrderCreated other = shop.order(line("a", 1));
    OrderCreated held = shop.order(line("c", 1));
    QuarantinedException refused =
        catchThrowableOfType(
            QuarantinedException.class,
            () ->
                shop.decide(
                    other,
                    cart,
                    new OrderCancelled(cart.ref()),
                    held,
                    new OrderCancelled(held.ref()),
                    shop.order(line("a", 2))));
    assertThat(refused.skus()).containsExactlyInAnyOrder("b", "c");
    assertThat(refused.events()).containsExactlyInAnyOrder(2, 3, 4);
    assertThat(refused.heldBy(2)).as("a cancellation names no SKU").containsExactly("b", "c");
    assertThat(refused.heldBy(3)).containsExactly("c");
    assertThat(refused.heldBy(4)).as("what it follows is held").containsExactly("c");
    assertThat(shop.levelInRedis("a")).isEqualTo(new StockLevel(94, 4));
    assertThat(shop.sell(other, cart)).hasOnlyElementsOfType(DeductionConfirmed.class);
  }

  @Test
  void whatIsNotInQuarantineCannotBeLetOut() {
    assertThatThrownBy(() -> shop.quarantine.release("a", ReleaseMode.RELEASE, "eve", ""))
        .isInstanceOf(NotQuarantinedException.class);
  }

  private void assertHandedToRecovery(String what, Mismatch.Kind kind) throws Exception {
    PassReport report = shop.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.ended()).contains("Redis is to be rebuilt");
    assertThat(report.differences()).extracting(Mismatch::kind).containsExactly(kind);
    assertThat(shop.alarms).singleElement().asString().contains(what);
    assertThat(shop.quarantine.open()).isEmpty();
  }

  /** Redis remembers answers whose numbers are given out again. */
  private void assertRebuilt(String why, String sku) {
    assertThat(shop.alarms).singleElement().asString().contains(why);
    assertNotDecided(sku);
  }
}
