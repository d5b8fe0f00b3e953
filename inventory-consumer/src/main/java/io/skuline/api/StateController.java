package io.skuline.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.deduction.StoreStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP for the state of the sale: whether stock is sold, and if not, why, since when, and how far
 * the rebuild is.
 */
@RestController
class StateController {

  private final StoreStatus store;
  private final MeterRegistry meters;

  StateController(StoreStatus store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  /**
   * @param partitions the state of each partition; empty if the stock is not divided
   * @param ledgerLagMillis how far this instance's ledgers are behind the journal now, in
   *     milliseconds; the largest lag counts
   */
  record State(
      String engine,
      StoreStatus.Phase phase,
      long epoch,
      String reason,
      Instant since,
      StoreStatus.@Nullable Progress rebuild,
      List<StoreStatus.Partition> partitions,
      long ledgerLagMillis) {}

  @GetMapping("/state")
  State state() {
    StoreStatus.Status now = store.now();
    double lagSeconds =
        meters.find("skuline.ledger.lag").gauges().stream()
            .mapToDouble(Gauge::value)
            .max()
            .orElse(0);
    return new State(
        now.engine(),
        now.phase(),
        now.epoch(),
        now.reason(),
        now.since(),
        now.rebuild(),
        now.partitions(),
        Math.round(lagSeconds * 1000));
  }
}
