package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.Leader;
import io.skuline.store.LockUnavailableException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReconcilerTest {

  private final TwoStores stores = new TwoStores();
  private final Leading leader = new Leading();
  private final List<ReconcilePassTable.Row> kept = new ArrayList<>();
  private final Reconciler reconciler =
      new Reconciler(
          stores.pass,
          leader,
          stores.quarantine,
          stores.lagging,
          stores.properties,
          stores.metrics,
          kept::add,
          stores.time);

  @Test
  void aPassOnRequestTellsItsReportAndItsProgress() throws Exception {
    stores.stock("a", 5);
    AtomicInteger reported = new AtomicInteger();
    PassReport report =
        reconciler.run(
            skus -> {
              reported.addAndGet((int) skus);
              stores.time.pass(Duration.ofSeconds(90));
              assertThat(runningSeconds()).isEqualTo(90);
            });
    assertThat(runningSeconds()).isZero();
    assertThat(report.passed()).isTrue();
    assertThat(reported).hasValue(1);
    Reconciler.State state = reconciler.state();
    assertThat(state.lastPass()).isEqualTo(report);
    assertThat(state.skus()).isEqualTo(1);
    assertThat(state.running()).isFalse();
    assertThat(state.enabled()).isTrue();
    assertThat(kept).containsExactly(report.row());
  }

  private double runningSeconds() {
    return stores.meters.get("skuline.reconcile.pass.running").gauge().value();
  }

  @Test
  void whatIsLateAndHeldIsTold() throws Exception {
    stores.stock("a", 5);
    stores.decided.levels.put("a", new StockLevel(6, 1));
    stores.decided.levels.put("x", new StockLevel(1, 1));
    reconciler.run(skus -> {});
    stores.time.pass(Duration.ofSeconds(5));
    Reconciler.State state = reconciler.state();
    assertThat(state.quarantined()).extracting(QuarantineRecord::sku).containsExactly("a");
    assertThat(state.behind()).isEqualTo(1);
    assertThat(state.lagMillis()).isGreaterThanOrEqualTo(5000);
    assertThat(stores.meters.get("skuline.reconcile.behind").gauge().value()).isEqualTo(1);
  }

  @Test
  void whileAnotherInstanceIsAtOneItIsWaitedForTenSeconds() {
    leader.elsewhere = true;
    assertThatExceptionOfType(PassInProgressException.class)
        .isThrownBy(() -> reconciler.run(skus -> {}));
    assertThat(Duration.ofNanos(stores.time.nanos()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    stores.time.whileAsleep(() -> leader.elsewhere = false);
    assertThatNoException().isThrownBy(() -> reconciler.run(skus -> {}));
  }

  @Test
  void aDatabaseThatIsAwayIsToldAndNothingRuns() {
    leader.away = true;
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> reconciler.run(skus -> {}));
    assertThat(reconciler.state().running()).isFalse();
    assertThat(reconciler.state().lastPass()).isNull();
  }

  @Test
  void aPassThatFailsIsNotTakenForOneThatRuns() {
    stores.decided.fenced = true;
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> reconciler.run(skus -> {}));
    assertThat(reconciler.state().running()).isFalse();
  }

  @Test
  void inTheBackgroundOnePassFollowsAnotherWhateverFails() {
    assertThat(reconciler.isAutoStartup()).isTrue();
    leader.failures.set(3);
    reconciler.start();
    try {
      assertThat(reconciler.isRunning()).isTrue();
      await().until(() -> leader.led.get() > 3);
    } finally {
      reconciler.stop();
    }
    assertThat(reconciler.isRunning()).isFalse();
    reconciler.stop();
  }

  private static final class Leading implements Leader {
    private volatile boolean elsewhere;
    private volatile boolean away;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger led = new AtomicInteger();

    @Override
    public boolean runAlone(Work work) throws InterruptedException {
      if (away) {
        throw new LockUnavailableException("no lock", new IllegalStateException("away"));
      }
      if (failures.getAndDecrement() > 0) {
        if (failures.get() == 0) {
          throw new IllegalStateException("a defect");
        }
        if (failures.get() == 1) {
          throw new StackOverflowError();
        }
        throw new DeductionUnavailableException("away");
      }
      if (elsewhere) {
        return false;
      }
      led.incrementAndGet();
      work.run();
      return true;
    }
  }
}
