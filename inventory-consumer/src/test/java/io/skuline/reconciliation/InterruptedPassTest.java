package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import org.junit.jupiter.api.Test;

/**
 * A pass whose epoch ends, or whose servers become unavailable, puts nothing into quarantine and
 * says why it ended.
 */
class InterruptedPassTest extends ReconciliationFixture {

  @Test
  void nothingCountsThatWasSeenOfAnEpochThatHasEnded() throws Exception {
    stores.decided.levels.put("a", new StockLevel(1095, 3));
    stores.decided.levels.put("b", new StockLevel(98, 2));
    stores.decided.ended = true;
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.ended()).contains("has ended");
    assertThat(report.found()).isZero();
    assertThat(stores.alarms).isEmpty();
    assertThat(stores.stays.openSkus()).isEmpty();
    assertThat(stores.meters.counter("skuline.reconcile.passes", "outcome", "ended").count())
        .isEqualTo(1);
  }

  @Test
  void norIsASkuHeldForAnEpochThatEndsWhileItsRowIsLocked() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.stored.whileLocking = () -> stores.decided.ended = true;
    assertThat(stores.reconcile().ended()).contains("has ended");
    assertThat(stores.stays.openSkus()).as("rolled back").isEmpty();
    assertThat(stores.decided.marked).isEmpty();
  }

  @Test
  void aPassThatFindsNothingPassesOnlyIfTheEpochStillStandsAtItsEnd() throws Exception {
    stores.decided.ended = true;
    assertThat(stores.reconcile().passed()).isFalse();
  }

  @Test
  void aDatabaseThatGoesAwayEndsThePassAndNothingIsHeld() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.decided.afterLook = () -> stores.stored.away = true;
    PassReport report = stores.reconcile();
    assertThat(report.passed()).isFalse();
    assertThat(report.ended()).contains("the database is away");
    assertThat(stores.log).isEmpty();
  }

  /**
   * The report was once lost, because the number of SKUs in quarantine could not be asked either.
   */
  @Test
  void aDatabaseThatGoesAwayStillLeavesAReport() throws Exception {
    stores.decided.levels.put("a", new StockLevel(1095, 3));
    stores.reconcile();
    stores.decided.afterLook =
        () -> {
          stores.stored.away = true;
          stores.stays.away = true;
        };
    PassReport report = stores.reconcile();
    assertThat(report.ended()).contains("the database is away");
    assertThat(report.quarantined()).isEqualTo(1);
  }

  @Test
  void aSkuThatCannotBeMarkedIsNotInQuarantineAndIsFoundAgain() throws Exception {
    stores.decided.levels.put("b", new StockLevel(1095, 3));
    stores.decided.cannotMark = true;
    assertThat(stores.reconcile().ended()).contains("cannot be asked");
    assertThat(stores.stays.openSkus()).as("rolled back").isEmpty();
    stores.decided.cannotMark = false;
    assertHeld(stores.reconcile(), Mismatch.Kind.AMOUNT);
  }

  @Test
  void whileStockIsFencedThereIsNoPass() {
    stores.decided.fenced = true;
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(stores::reconcile);
  }
}
