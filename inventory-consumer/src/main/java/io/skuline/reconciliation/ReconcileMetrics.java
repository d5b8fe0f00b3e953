package io.skuline.reconciliation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.store.Mismatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what reconciliation does on this instance, with few names, whatever the number of SKUs.
 */
final class ReconcileMetrics {

  private static final String CLEAN = "clean";
  private static final String DIFFERENT = "different";
  private static final String ENDED = "ended";

  private final MeterRegistry meters;
  private final AtomicLong quarantined = new AtomicLong();
  private final Counter compared;
  private volatile @Nullable Supplier<Duration> running;

  ReconcileMetrics(MeterRegistry meters, LaggingSkus lagging) {
    this.meters = meters;
    compared =
        Counter.builder("skuline.reconcile.skus")
            .description("SKUs that were compared")
            .register(meters);
    Gauge.builder("skuline.reconcile.quarantined", quarantined, AtomicLong::get)
        .description("SKUs in quarantine in the whole system, as last seen")
        .register(meters);
    Gauge.builder("skuline.reconcile.behind", lagging, LaggingSkus::size)
        .description("SKUs of which the database lacks something that was decided")
        .register(meters);
    Gauge.builder("skuline.reconcile.lag", lagging, each -> seconds(each.oldest()))
        .description("How long the database has lacked the number that it has lacked longest")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("skuline.reconcile.pass.running", this, ReconcileMetrics::runningSeconds)
        .description("How long the present pass has been running here; 0 if none is")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
    for (Mismatch.Kind kind : Mismatch.Kind.values()) {
      differences(kind);
    }
    for (String outcome : List.of(CLEAN, DIFFERENT, ENDED)) {
      passes(outcome);
    }
  }

  private double runningSeconds() {
    Supplier<Duration> soLong = running;
    return soLong == null ? 0 : seconds(soLong.get());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private Counter differences(Mismatch.Kind kind) {
    return Counter.builder("skuline.reconcile.differences")
        .description("SKUs that differ between the engine and the database")
        .tag("kind", kind.tag())
        .register(meters);
  }

  private Counter passes(String outcome) {
    return Counter.builder("skuline.reconcile.passes")
        .description("Passes over all SKUs that ended")
        .tag("outcome", outcome)
        .register(meters);
  }

  void compared(int skus) {
    compared.increment(skus);
  }

  void found(Mismatch.Kind kind) {
    differences(kind).increment();
  }

  /**
   * Records that a pass begins.
   *
   * @param soLong tells how long it has been running
   */
  void begins(Supplier<Duration> soLong) {
    running = soLong;
  }

  /** Records that no pass is running any more, however it ended. */
  void ends() {
    running = null;
  }

  void passed(PassReport report) {
    String outcome = report.passed() ? CLEAN : report.ended().isEmpty() ? DIFFERENT : ENDED;
    passes(outcome).increment();
    quarantined(report.quarantined());
  }

  /** Sets the number of SKUs in quarantine in the whole system, as last seen. */
  void quarantined(long skus) {
    quarantined.set(skus);
  }
}
