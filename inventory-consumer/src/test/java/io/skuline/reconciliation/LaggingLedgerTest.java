package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A movement that the ledger has not stored yet is no difference, until it can never arrive. */
class LaggingLedgerTest extends ReconciliationFixture {

  @Test
  void anotherAmountIsHeldAlsoWhileTheDatabaseIsOnItsWay() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    StockLevel after = stores.decide("b", 1);
    stores.time.whileAsleep(() -> arrive("b", -1, after));
    assertHeld(stores.reconcile(), Mismatch.Kind.AMOUNT);
  }

  @Test
  void whatTheLedgerHasNotStoredYetIsWaitedForAndIsNoDifference() throws Exception {
    StockLevel after = stores.decide("b", 1);
    stores.time.whileAsleep(() -> arrive("b", -1, after));
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isTrue();
    assertThat(report.behind()).isZero();
  }

  @Test
  void aLedgerThatIsBehindAtTheEndOfThePassIsNoDifferenceEither() throws Exception {
    stores.decide("b", 1);
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isTrue();
    assertThat(report.behind()).isEqualTo(1);
    assertThat(Duration.ofNanos(stores.time.nanos()))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void whatArrivesWithAnotherAmountIsHeld() throws Exception {
    StockLevel after = stores.decide("b", 1);
    stores.decided.levels.put("b", new StockLevel(1094, after.sequence()));
    stores.time.whileAsleep(() -> arrive("b", -1, after));
    assertHeld(stores.reconcile(), Mismatch.Kind.AMOUNT);
  }

  @Test
  void aNumberThatNeverArrivesThoughTheLedgerHasComeThroughIsLost() throws Exception {
    stores.decide("b", 1);
    stores.reconcile();
    stores.time.pass(TwoStores.PATIENCE);
    PassReport report = stores.reconcile();
    assertHeld(report, Mismatch.Kind.LOST);
    assertThat(report.behind()).isZero();
    assertThat(stores.probedAt).hasSize(2);
    assertThat(stores.probedAt.get(1).minus(stores.probedAt.get(0)))
        .as("a decision may still be on its way to the journal behind the first probe")
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(report.differences().get(0).why()).contains("numbers up to 4 were decided");
  }

  @Test
  void aNumberIsNotLostWhileTheLedgerOrTheBrokerIsAway() throws Exception {
    stores.decide("b", 1);
    stores.reconcile();
    stores.time.pass(TwoStores.PATIENCE);
    stores.probes.add(false);
    assertThat(stores.reconcile().passed()).isTrue();
    stores.time.pass(TwoStores.PATIENCE);
    stores.probes.addAll(List.of(true, false));
    assertThat(stores.reconcile().passed()).as("it came back only just now").isTrue();
    assertThat(stores.stays.openSkus()).isEmpty();
    assertThat(stores.reconcile().passed()).as("the patience has begun anew").isTrue();
  }

  @Test
  void aNumberThatArrivesBetweenTheTwoProbesIsNotLost() throws Exception {
    StockLevel after = stores.decide("b", 1);
    stores.reconcile();
    stores.time.pass(TwoStores.PATIENCE);
    stores.time.whileAsleep(
        () -> {
          if (stores.lagging.overdue(TwoStores.PATIENCE).size() == 1) {
            arrive("b", -1, after);
          }
        });
    assertThat(stores.reconcile().found()).isZero();
  }

  @Test
  void aSkuThatOnlyRedisHasIsLostOnceThePatienceIsOver() throws Exception {
    stores.decided.levels.put("x", new StockLevel(50, 1));
    assertThat(stores.reconcile().behind()).isEqualTo(1);
    stores.time.pass(TwoStores.PATIENCE);
    assertThat(stores.reconcile().differences())
        .extracting(Mismatch::sku, Mismatch::kind)
        .containsExactly(tuple("x", Mismatch.Kind.LOST));
  }
}
