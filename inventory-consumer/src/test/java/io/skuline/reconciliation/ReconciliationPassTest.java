package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.skuline.concurrent.RateLimiter;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.ReleaseMode;
import io.skuline.store.SkuBalance;
import io.skuline.store.StoredStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Differences are found, and nothing else is, whatever fails meanwhile. */
class ReconciliationPassTest extends ReconciliationFixture {

  @Test
  void storesThatAgreePass() throws Exception {
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isTrue();
    assertThat(report.skus()).isEqualTo(3);
    assertThat(report.ended()).isEmpty();
    assertThat(report.behind()).isZero();
    assertThat(stores.log).isEmpty();
    assertThat(stores.meters.counter("skuline.reconcile.skus").count()).isEqualTo(3);
    assertThat(stores.meters.counter("skuline.reconcile.passes", "outcome", "clean").count())
        .isEqualTo(1);
  }

  /** Audit, verification and reconciliation agree: a contradiction is not passed over. */
  @Test
  void storesThatAgreeDoNotPassWhileAnAnomalyIsOpen() throws Exception {
    stores.stored.anomalies = 2;
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.found()).isZero();
    assertThat(report.anomalies()).isEqualTo(2);
  }

  @Test
  void aRedisThatIsBehindLostWritesAndIsRebuilt() throws Exception {
    StockLevel older = new StockLevel(98, 2);
    stores.decided.levels.put("b", older);
    PassReport report = stores.reconcile();
    assertHandedToRecovery(report, Mismatch.Kind.BEHIND);
    assertThat(report.differences().get(0).decided()).isEqualTo(older);
    assertThat(report.differences().get(0).stored()).isEqualTo(new StockLevel(95, 3));
  }

  @Test
  void aSkuThatRedisHasLostMeansThatItIsRebuilt() throws Exception {
    stores.decided.levels.remove("b");
    assertHandedToRecovery(stores.reconcile(), Mismatch.Kind.GONE);
  }

  @Test
  void anotherAmountAtTheSameNumberIsHeld() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    PassReport report = stores.reconcile();
    assertHeld(report, Mismatch.Kind.AMOUNT);
    assertThat(stores.log)
        .as("the row is there before the mark, and its SKU is locked")
        .containsExactly("open b", "lock b", "mark [b]", "commit");
    assertThat(stores.meters.counter("skuline.reconcile.differences", "kind", "amount").count())
        .isEqualTo(1);
    assertThat(stores.meters.counter("skuline.reconcile.passes", "outcome", "different").count())
        .isEqualTo(1);
    assertThat(stores.meters.get("skuline.reconcile.quarantined").gauge().value()).isEqualTo(1);
  }

  /** Such a SKU once ended every pass at its place, and the SKUs behind it were never compared. */
  @Test
  void whatIsNoNumberIsHeldAndTheOthersAreCompared() throws Exception {
    stores.decided.spoiled.put("b", "ninety");
    stores.decided.levels.put("c", new StockLevel(1095, 3));
    PassReport report = stores.reconcile();
    assertThat(report.ended()).isEmpty();
    assertThat(report.differences())
        .extracting(Mismatch::sku, Mismatch::kind, Mismatch::decided)
        .containsExactly(
            tuple("b", Mismatch.Kind.AMOUNT, null),
            tuple("c", Mismatch.Kind.AMOUNT, new StockLevel(1095, 3)));
    assertThat(report.differences().get(0).why()).contains("'ninety'");
    assertThat(stores.stays.openSkus()).containsExactlyInAnyOrder("b", "c");

    stores.quarantine.release("b", ReleaseMode.TRUST_DATABASE, "anna", "");
    assertThat(stores.decided.levels.get("b")).isEqualTo(new StockLevel(95, 3));
    assertThat(stores.decided.spoiled).isEmpty();
  }

  @Test
  void whatIsNoNumberOfASkuThatOnlyRedisHasIsHeldAtOnce() throws Exception {
    stores.decided.spoiled.put("x", "");
    PassReport report = stores.reconcile();
    assertThat(report.differences())
        .extracting(Mismatch::sku, Mismatch::kind)
        .containsExactly(tuple("x", Mismatch.Kind.AMOUNT));
    stores.quarantine.release("x", ReleaseMode.TRUST_DATABASE, "anna", "");
    assertThat(stores.decided.skus(stores.decided.epochs())).containsExactly("a", "b", "c");
  }

  @Test
  void aRowThatIsNotTheSumOfItsMovementsIsHeld() throws Exception {
    stores.stored.rows.put("b", new SkuBalance.Row(96, 3, 3));
    assertHeld(stores.reconcile(), Mismatch.Kind.ROW);
  }

  @Test
  void aMovementThatIsMissingInTheDatabaseIsHeld() throws Exception {
    stores.stored.lose("b", 2);
    assertHeld(stores.reconcile(), Mismatch.Kind.ROW);
  }

  @Test
  void aDifferenceThatIsGoneAtTheNextLookIsNone() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.decided.afterLook =
        () -> {
          if (stores.decided.looks.get("b") == 3) {
            stores.decided.levels.put("b", new StockLevel(95, 3));
          }
        };
    assertThat(stores.reconcile().passed()).isTrue();
    assertThat(stores.log).isEmpty();
  }

  @Test
  void whatDiffersInAnotherWayAtEachLookIsLeftToTheNextPass() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.decided.afterLook =
        () -> {
          if (stores.decided.looks.get("b") == 3) {
            stores.decided.levels.remove("b");
          }
        };
    PassReport report = stores.reconcile();
    assertThat(report.found()).isZero();
    assertThat(stores.alarms).isEmpty();
  }

  @Test
  void aSkuThatWasNeverStockedAnywhereIsNoDifference() throws Exception {
    stores.stored.rows.put("empty", new SkuBalance.Row(0, 0, 0));
    assertThat(stores.reconcile().passed()).isTrue();
  }

  @Test
  void whatIsHeldIsNotComparedAgain() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.reconcile();
    stores.log.clear();
    PassReport again = stores.reconcile();
    assertThat(again.passed()).as("something is in quarantine").isFalse();
    assertThat(again.found()).isZero();
    assertThat(again.quarantined()).isEqualTo(1);
    assertThat(stores.log).isEmpty();
  }

  @Test
  void aMarkThatWasLostIsSetAgainAndOneWithoutAStayIsTaken() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.reconcile();
    stores.log.clear();
    stores.decided.marked.clear();
    stores.decided.marked.add("c");
    stores.reconcile();
    assertThat(stores.decided.marked).containsExactly("b");
    assertThat(stores.log).containsExactly("mark [b]", "commit", "unmark c", "commit");
  }

  @Test
  void aSkuOfAnotherInstanceThatWasHeldMeanwhileIsHeldOnce() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.time.whileAsleep(
        () -> {
          if (stores.stays.openSkus().isEmpty()) {
            stores.stays.open(new Mismatch("b", Mismatch.Kind.AMOUNT, "elsewhere", null, null));
          }
        });
    PassReport report = stores.reconcile();
    assertThat(report.quarantined()).isEqualTo(1);
    assertThat(stores.stays.of("b")).hasSize(1);
  }

  @Test
  void everyPageIsCompared() throws Exception {
    for (int sku = 0; sku < 2 * StoredStock.PAGE; sku++) {
      stores.stock("many-" + sku, 5);
      stores.decided.levels.put("new-" + sku, new StockLevel(1, 1));
    }
    List<Long> progress = new ArrayList<>();
    PassReport report = stores.pass.run(progress::add);
    assertThat(report.skus()).isEqualTo(3 + 2 * StoredStock.PAGE);
    assertThat(progress).hasSize(3).endsWith(report.skus());
    assertThat(report.behind()).isEqualTo(2 * StoredStock.PAGE);
  }

  @Test
  void onlyTheFirstDifferencesAreListedAndAllAreCounted() throws Exception {
    int many = PassReport.MOST_LISTED + 5;
    for (int sku = 0; sku < many; sku++) {
      stores.stock("wrong-" + sku, 5);
      stores.decided.levels.put("wrong-" + sku, new StockLevel(6, 1));
    }
    PassReport report = stores.reconcile();
    assertThat(report.found()).isEqualTo(many);
    assertThat(report.differences()).hasSize(PassReport.MOST_LISTED);
  }

  @Test
  void skusAreComparedAtTheGivenRate() throws Exception {
    RateLimiter rateLimiter = new RateLimiter(100, stores.time);
    rateLimiter.spend(50);
    assertThat(Duration.ofNanos(stores.time.nanos())).isEqualTo(Duration.ofMillis(500));
    stores.time.pass(Duration.ofSeconds(5));
    rateLimiter.spend(10);
    assertThat(Duration.ofNanos(stores.time.nanos()))
        .as("what was not used is not made up for, and not waited for again")
        .isEqualTo(Duration.ofMillis(5500));
    rateLimiter.spend(10);
    assertThat(Duration.ofNanos(stores.time.nanos())).isEqualTo(Duration.ofMillis(5600));
  }

  private void assertHandedToRecovery(PassReport report, Mismatch.Kind kind) {
    assertThat(report.passed()).isFalse();
    assertThat(report.differences()).extracting(Mismatch::kind).containsExactly(kind);
    assertThat(report.ended()).contains("to be rebuilt");
    assertThat(stores.alarms).singleElement().asString().startsWith("1 SKU b: ");
    assertThat(stores.stays.openSkus()).as("it is not one SKU's matter").isEmpty();
  }
}
