package io.skuline.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads the service's own meters. */
final class SaleMeters {

  private static final String TIME_TO_RESULT = "skuline.intake.batch.time";

  private final MeterRegistry meters;

  SaleMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Makes the time to results known in percentiles of the latest seconds. */
  static MeterFilter percentiles() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(TIME_TO_RESULT)
            ? DistributionStatisticConfig.builder()
                .percentiles(0.5, 0.99)
                .expiry(Duration.ofSeconds(10))
                .bufferLength(5)
                .build()
                .merge(config)
            : config;
      }
    };
  }

  /**
   * What has happened since the start of this instance.
   *
   * @param batches answered batches, of which the time to results is
   */
  record Totals(double received, double confirmed, double rejected, double parked, long batches) {}

  Totals totals() {
    Timer time = meters.find(TIME_TO_RESULT).timer();
    return new Totals(
        count("skuline.events.received"),
        answered(ResultType.DEDUCTION_CONFIRMED),
        answered(ResultType.DEDUCTION_REJECTED),
        count("skuline.events.parked"),
        time == null ? 0 : time.count());
  }

  private double answered(ResultType type) {
    Counter counter = meters.find("skuline.events.answered").tag("type", type.wireName()).counter();
    return counter == null ? 0 : counter.count();
  }

  private double count(String name) {
    return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Returns the time within which this part of the latest results was published; NaN for none. */
  double millisToResult(double part) {
    Timer time = meters.find(TIME_TO_RESULT).timer();
    if (time == null) {
      return Double.NaN;
    }
    for (ValueAtPercentile value : time.takeSnapshot().percentileValues()) {
      if (value.percentile() == part && value.value() > 0) {
        return value.value(TimeUnit.MILLISECONDS);
      }
    }
    return Double.NaN;
  }

  /** Returns how far the ledger is behind, in seconds; NaN if there is none. */
  double lagSeconds() {
    return meters.find("skuline.ledger.lag").gauges().stream()
        .mapToDouble(Gauge::value)
        .max()
        .orElse(Double.NaN);
  }

  /** Returns the sum of gauges; 0 if there are none. */
  double gauge(String name, String... tags) {
    return meters.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  /** Returns the sum of counters; 0 if there are none. */
  double counter(String name, String... tags) {
    return meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }
}
