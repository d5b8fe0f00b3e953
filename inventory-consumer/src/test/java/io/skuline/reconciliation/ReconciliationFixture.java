package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Three SKUs that agree in both stores, with checks for a pass that finds one that differs. */
abstract class ReconciliationFixture {

  final TwoStores stores = new TwoStores();

  @BeforeEach
  void stock() {
    for (String sku : List.of("a", "b", "c")) {
      stores.stock(sku, 100);
      stores.sell(sku, 2);
      stores.sell(sku, 3);
    }
  }

  void arrive(String sku, long delta, StockLevel after) {
    if (stores.stored.balance(sku).latest() < after.sequence()) {
      stores.stored.store(sku, delta, after.available(), after.sequence());
    }
  }

  void assertHeld(PassReport report, Mismatch.Kind kind) {
    assertThat(report.passed()).isFalse();
    assertThat(report.differences()).extracting(Mismatch::kind).containsExactly(kind);
    assertThat(report.quarantined()).isEqualTo(1);
    assertThat(stores.stays.openSkus()).containsExactly("b");
    assertThat(stores.decided.marked).containsExactly("b");
    assertThat(stores.alarms).isEmpty();
  }
}
