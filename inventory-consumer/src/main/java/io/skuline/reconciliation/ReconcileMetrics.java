package io.skuline.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.skuline.store.Mismatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what reconciliation does on this instance, with few names, whatever the number of SKUs.
 */
final class ReconcileMetrics {

  private final MeterRegistry meters;
  private final AtomicLong quarantined;

  ReconcileMetrics(MeterRegistry meters, LaggingSkus lagging) {
    this.meters = meters;
    this.quarantined = meters.gauge("skuline.reconcile.quarantined", new AtomicLong());
    meters.gauge("skuline.reconcile.behind", lagging, LaggingSkus::size);
    TimeGauge.builder(
            "skuline.reconcile.lag",
            lagging,
            TimeUnit.MILLISECONDS,
            each -> each.oldest().toMillis())
        .description("how long the database has lacked the number that it has lacked longest")
        .register(meters);
    for (Mismatch.Kind kind : Mismatch.Kind.values()) {
      meters.counter("skuline.reconcile.differences", "kind", kind.tag());
    }
  }

  void compared(int skus) {
    meters.counter("skuline.reconcile.skus").increment(skus);
  }

  void found(Mismatch.Kind kind) {
    meters.counter("skuline.reconcile.differences", "kind", kind.tag()).increment();
  }

  void passed(PassReport report) {
    String outcome = report.passed() ? "clean" : report.ended().isEmpty() ? "different" : "ended";
    meters.counter("skuline.reconcile.passes", "outcome", outcome).increment();
    quarantined(report.quarantined());
  }

  /** Sets the number of SKUs in quarantine in the whole system, as last seen. */
  void quarantined(long skus) {
    quarantined.set(skus);
  }
}
