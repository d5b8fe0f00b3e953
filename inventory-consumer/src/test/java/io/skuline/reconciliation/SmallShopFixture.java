package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.deduction.QuarantinedException;
import io.skuline.event.DeductionConfirmed;
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
import org.junit.jupiter.api.extension.ExtendWith;

/** A small shop with three SKUs, each with three movements and 95 units left, with checks of it. */
@ExtendWith(StackExtension.class)
abstract class SmallShopFixture {

  SmallShop shop;

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

  void assertHeld(String sku, Mismatch.Kind kind, String why) throws Exception {
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

  void assertNotDecided(String sku) {
    assertThatThrownBy(() -> shop.decide(shop.order(line("a", 1), line(sku, 1))))
        .isInstanceOf(QuarantinedException.class);
    assertThatThrownBy(() -> shop.decide(shop.stocked(sku, 1)))
        .isInstanceOf(QuarantinedException.class);
  }

  void assertRefused(String sku, ReleaseMode mode, String why) {
    assertThatThrownBy(() -> shop.quarantine.release(sku, mode, "eve", "let me"))
        .isInstanceOf(RepairRefusedException.class)
        .hasMessageContaining(why);
    assertNotDecided(sku);
  }

  void repair(String sku, ReleaseMode mode) throws Exception {
    QuarantineRecord repaired = shop.quarantine.release(sku, mode, "anna", "counted the shelf");
    assertThat(repaired.state()).isEqualTo(QuarantineRecord.State.RELEASED);
    assertThat(repaired.release().who()).isEqualTo("anna");
    assertThat(repaired.release().how()).isEqualTo(mode);
    assertThat(repaired.release().note()).isEqualTo("counted the shelf");
    assertThat(shop.quarantine.open()).isEmpty();
    assertThat(shop.quarantine.of(sku)).containsExactly(repaired);
  }

  void assertRepairedInRedis(String sku) throws Exception {
    repair(sku, ReleaseMode.TRUST_DATABASE);
    assertThat(shop.levelInRedis(sku)).isEqualTo(new StockLevel(95, 3));
    assertSells(sku);
  }

  /** Sells the SKU, has the ledger store it, and requires that everything agrees. */
  void assertSells(String sku) throws Exception {
    List<StockResult> results = shop.sell(shop.order(line(sku, 1)));
    assertThat(results).hasOnlyElementsOfType(DeductionConfirmed.class);
    assertThat(shop.alarms).isEmpty();
    if (shop.quarantine.open().isEmpty()) {
      assertClean();
    }
  }

  void assertClean() throws Exception {
    assertThat(assertPasses().behind()).isZero();
  }

  PassReport assertPasses() throws Exception {
    PassReport report = shop.reconcile();
    assertThat(report.passed()).as(report.toString()).isTrue();
    return report;
  }

  static OrderLine line(String sku, int units) {
    return new OrderLine(sku, units);
  }
}
