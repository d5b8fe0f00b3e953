package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skuline.concurrent.FakeTimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SaleSamplerTest {

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final FakeTimeSource time = new FakeTimeSource();
  private final SaleHistory history = new SaleHistory();
  private final SaleSampler sampler =
      new SaleSampler(
          new SaleMeters(meters), ConsoleTestApplication.FakeStock::open, history, CLOCK, time);

  @Test
  void aSampleIsWhatHappenedInASecond() {
    meters.counter("skuline.events.received").increment(1_000_000);
    sampler.sample();
    assertThat(history.all()).isEmpty();

    meters.counter("skuline.events.received").increment(300);
    meters.counter("skuline.events.answered", "type", "DeductionConfirmed").increment(200);
    meters.counter("skuline.events.answered", "type", "DeductionRejected").increment(90);
    meters.counter("skuline.events.parked", "reason", "INVALID_FIELD").increment(4);
    meters.counter("skuline.events.parked", "reason", "INVALID_JSON").increment(6);
    meters.gauge("skuline.ledger.lag", new AtomicInteger(15));
    time.pass(Duration.ofSeconds(2));
    sampler.sample();

    Sample sample = history.latest();
    assertThat(sample.second()).isEqualTo(1000);
    assertThat(sample.received()).isEqualTo(150);
    assertThat(sample.confirmed()).isEqualTo(100);
    assertThat(sample.rejected()).isEqualTo(45);
    assertThat(sample.parked()).isEqualTo(5);
    assertThat(sample.lagSeconds()).isEqualTo(15);
    assertThat(sample.open()).isTrue();
    assertThat(sample.p99Millis()).isNaN();
  }

  @Test
  void theTimeToResultsIsInPercentiles() {
    meters.config().meterFilter(SaleMeters.percentiles());
    Timer timer = Timer.builder("skuline.intake.batch.time").register(meters);
    sampler.sample();
    for (int i = 0; i < 98; i++) {
      timer.record(Duration.ofMillis(10));
    }
    timer.record(Duration.ofMillis(400));
    timer.record(Duration.ofMillis(400));
    time.pass(Duration.ofSeconds(1));
    sampler.sample();

    assertThat(history.latest().p50Millis()).isCloseTo(10, within(1.0));
    assertThat(history.latest().p99Millis()).isCloseTo(400, within(40.0));

    time.pass(Duration.ofSeconds(1));
    sampler.sample();
    assertThat(history.latest().p50Millis()).as("no results in that second").isNaN();
  }

  /** Prometheus gets a histogram, and the console percentiles of the latest seconds. */
  @Test
  void aTimerThatIsAHistogramForPrometheusHasPercentilesHere() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    prometheus.config().meterFilter(SaleMeters.percentiles());
    Timer timer =
        Timer.builder("skuline.intake.batch.time")
            .serviceLevelObjectives(Duration.ofMillis(25))
            .register(prometheus);
    timer.record(Duration.ofMillis(10));
    assertThat(new SaleMeters(prometheus).millisToResult(0.5)).isCloseTo(10, within(1.0));
    assertThat(prometheus.scrape())
        .contains("# TYPE skuline_intake_batch_time_seconds histogram")
        .contains("skuline_intake_batch_time_seconds_bucket{le=\"0.025\"} 1");
  }

  @Test
  void onlyTheLatest15MinutesAreKept() {
    for (int second = 1; second <= 1000; second++) {
      history.add(new Sample(second, second, 0, 0, 0, Double.NaN, 0, 0, true));
    }

    assertThat(history.all()).hasSize(900);
    assertThat(history.all().get(0).second()).isEqualTo(101);
    Sample average = Sample.average(history.since(998));
    assertThat(average.received()).isEqualTo(999);
    assertThat(average.p50Millis()).isNaN();
  }
}
