package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.Mismatch;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReleaseMode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is corrupted on purpose is found, named, held and mended; nothing else is. */
@ExtendWith(StackExtension.class)
class ReconcileIT {

  private SmallShop shop;

  /** Three SKUs, each with three movements and 95 units left. */
  @BeforeEach
  void open(Stack stack) throws Exception {
    shop = new SmallShop(stack);
    for (String sku : List.of("a", "b", "c")) {
      shop.sell(shop.stocked(sku, 100));
      shop.sell(shop.order(line(sku, 2)), shop.order(line(sku, 3)));
    }
    assertThat(assertPasses().skus()).isEqualTo(3);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void anAmountInRedis() throws Exception {
    shop.putInRedis("b", 1095, 3);
    assertHeld("b", Mismatch.Kind.AMOUNT, "at number 3 Redis has 1095, the movements make 95");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    assertMendedInRedis("b");
  }

  @Test
  void anAmountInRedisThatIsNoNumber() throws Exception {
    shop.inRedis("b").fastPut("a", "ninety");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount 'ninety', sequence '3'");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    assertMendedInRedis("b");
  }

  @Test
  void anAmountInRedisThatIsMissing() throws Exception {
    shop.inRedis("b").fastRemove("a");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount '', sequence '3'");
    assertMendedInRedis("b");
  }

  @Test
  void aSkuInRedisThatIsNoHash() throws Exception {
    shop.putTextInRedis("b");
    assertHeld("b", Mismatch.Kind.AMOUNT, "amount 'no hash'");
    assertMendedInRedis("b");
  }

  @Test
  void aSequenceInRedisThatIsTooHigh() throws Exception {
    shop.putInRedis("b", 95, 7);
    assertHeld("b", Mismatch.Kind.LOST, "numbers up to 7 were decided, the database has 3");
    assertRefused("b", ReleaseMode.RELEASE, "lacks movements");
    mend("b", ReleaseMode.TRUST_DATABASE);
    assertRebuilt("SKU b goes back from number 7 to 3", "b");
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
    mend("x", ReleaseMode.TRUST_DATABASE);
    assertRebuilt("SKU x goes back from number 1 to 0", "x");
  }

  @Test
  void anAmountInTheDatabase() throws Exception {
    shop.jdbc.update("UPDATE stock SET available = 96 WHERE sku_id = 'b'");
    assertHeld("b", Mismatch.Kind.ROW, "stock says 96 at 3 after 3 movements; they say 95 at 3");
    mend("b", ReleaseMode.TRUST_DATABASE);
    assertThat(stored("b")).isEqualTo(95);
    assertSells("b");
  }

  @Test
  void anAmountInBothStores() throws Exception {
    shop.jdbc.update("UPDATE stock SET available = 96 WHERE sku_id = 'b'");
    shop.putInRedis("b", 96, 3);
    assertHeld("b", Mismatch.Kind.ROW, "they say 95 at 3");
    assertMendedInRedis("b");
  }

  @Test
  void anExtraMovement() throws Exception {
    shop.jdbc.update(
        "INSERT INTO movement SELECT 'extra', kind, operation_id, sku_id, -1, 94, 4, line_no,"
            + " decided_at, epoch, batch_id, line_count FROM movement WHERE sku_id = 'b' AND"
            + " sequence = 3");
    assertHeld("b", Mismatch.Kind.ROW, "they say 94 at 4 after 4");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    shop.jdbc.update("DELETE FROM movement WHERE order_id = 'extra'");
    mend("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  @Test
  void aMissingMovement() throws Exception {
    keepAside("b", 2);
    assertHeld("b", Mismatch.Kind.ROW, "they say 97 at 3 after 2");
    assertRefused("b", ReleaseMode.TRUST_DATABASE, "database itself lacks movements");
    restore();
    mend("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  @Test
  void aMissingMovementThatTheStockRowHides() throws Exception {
    keepAside("b", 2);
    shop.jdbc.update(
        "UPDATE stock SET available = available + 2, movements = movements - 1 WHERE sku_id = 'b'");
    assertHeld("b", Mismatch.Kind.LOST, "numbers up to 3 were decided, the database has 2");
    assertRefused("b", ReleaseMode.TRUST_DATABASE, "database itself lacks movements");
    restore();
    shop.jdbc.update(
        "UPDATE stock SET available = available - 2, movements = movements + 1 WHERE sku_id = 'b'");
    mend("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  /** What the ledger has not stored yet is no difference, however long it takes. */
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

  private void assertHeld(String sku, Mismatch.Kind kind, String why) throws Exception {
    PassReport report = shop.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.ended()).isEmpty();
    assertThat(report.differences()).singleElement().isNotNull();
    Mismatch mismatch = report.differences().get(0);
    assertThat(mismatch.sku()).isEqualTo(sku);
    assertThat(mismatch.kind()).isEqualTo(kind);
    assertThat(mismatch.why()).contains(why);
    assertThat(shop.quarantine.open()).extracting(QuarantineRecord::sku).containsExactly(sku);
    assertThat(shop.alarms).isEmpty();

    assertNotDecided(sku);
    assertSells("a");
    PassReport again = shop.reconcile();
    assertThat(again.found()).as("found once").isZero();
    assertThat(again.quarantined()).isEqualTo(1);
    assertThat(again.passed()).isFalse();
  }

  private void assertNotDecided(String sku) {
    assertThatThrownBy(() -> shop.decide(shop.order(line("a", 1), line(sku, 1))))
        .isInstanceOf(QuarantinedException.class);
    assertThatThrownBy(() -> shop.decide(shop.stocked(sku, 1)))
        .isInstanceOf(QuarantinedException.class);
  }

  private void assertHandedToRecovery(String what, Mismatch.Kind kind) throws Exception {
    PassReport report = shop.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.ended()).contains("Redis is to be rebuilt");
    assertThat(report.differences()).extracting(Mismatch::kind).containsExactly(kind);
    assertThat(shop.alarms).singleElement().asString().contains(what);
    assertThat(shop.quarantine.open()).isEmpty();
  }

  private void assertRefused(String sku, ReleaseMode mode, String why) {
    assertThatThrownBy(() -> shop.quarantine.release(sku, mode, "eve", "let me"))
        .isInstanceOf(RepairRefusedException.class)
        .hasMessageContaining(why);
    assertNotDecided(sku);
  }

  private void mend(String sku, ReleaseMode mode) throws Exception {
    QuarantineRecord mended = shop.quarantine.release(sku, mode, "anna", "counted the shelf");
    assertThat(mended.state()).isEqualTo(QuarantineRecord.State.RELEASED);
    assertThat(mended.release().who()).isEqualTo("anna");
    assertThat(mended.release().how()).isEqualTo(mode);
    assertThat(mended.release().note()).isEqualTo("counted the shelf");
    assertThat(shop.quarantine.open()).isEmpty();
    assertThat(shop.quarantine.of(sku)).containsExactly(mended);
  }

  /** Redis remembers answers whose numbers are given out again. */
  private void assertRebuilt(String why, String sku) {
    assertThat(shop.alarms).singleElement().asString().contains(why);
    assertNotDecided(sku);
  }

  private void assertMendedInRedis(String sku) throws Exception {
    mend(sku, ReleaseMode.TRUST_DATABASE);
    assertThat(shop.levelInRedis(sku)).isEqualTo(new StockLevel(95, 3));
    assertSells(sku);
  }

  /** It sells, the ledger stores it, and everything agrees. */
  private void assertSells(String sku) throws Exception {
    List<StockResult> results = shop.sell(shop.order(line(sku, 1)));
    assertThat(results).hasOnlyElementsOfType(DeductionConfirmed.class);
    assertThat(shop.alarms).isEmpty();
    if (shop.quarantine.open().isEmpty()) {
      assertClean();
    }
  }

  private void assertClean() throws Exception {
    assertThat(assertPasses().behind()).isZero();
  }

  private PassReport assertPasses() throws Exception {
    PassReport report = shop.reconcile();
    assertThat(report.passed()).as(report.toString()).isTrue();
    return report;
  }

  private void keepAside(String sku, int sequence) {
    shop.jdbc.update(
        "CREATE TABLE aside AS SELECT * FROM movement WHERE sku_id = ? AND sequence = ?",
        sku,
        sequence);
    shop.jdbc.update("DELETE FROM movement WHERE sku_id = ? AND sequence = ?", sku, sequence);
  }

  private void restore() {
    shop.jdbc.update("INSERT INTO movement SELECT * FROM aside");
  }

  private long stored(String sku) {
    return shop.jdbc.queryForObject(
        "SELECT available FROM stock WHERE sku_id = ?", Long.class, sku);
  }

  private static OrderLine line(String sku, int units) {
    return new OrderLine(sku, units);
  }
}
