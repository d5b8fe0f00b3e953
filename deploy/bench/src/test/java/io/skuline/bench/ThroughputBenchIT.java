package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The throughput benchmark, with every contender. */
class ThroughputBenchIT {

  @Test
  void throughput() {
    JsonNode json =
        TinyRun.lastLine(
            "throughput",
            "--demand=ZIPF",
            "--lines=3",
            "--orders=200",
            "--rounds=1",
            "--warm-ups=0",
            "--settle=0",
            "--latency-orders=40");
    JsonNode load = json.path("zipf-3");
    assertThat(load.path("ratios").path("3/1").asDouble()).isPositive();
    assertThat(load.path("PASS_BATCH").path("latency_p99_ms").asDouble()).isPositive();
    assertThat(load.path("SKULINE").path("latency_p99_ms").asDouble()).isPositive();
  }
}
