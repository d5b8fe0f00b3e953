package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The benchmarks that need no service. */
class SmallBenchesIT {

  @Test
  void rebuild() {
    JsonNode figures = TinyRun.figures("rebuild", "--skus", "1000", "--rounds", "1");
    assertThat(figures.path("closed_ms").asDouble())
        .isGreaterThan(figures.path("of_that_copying_ms").asDouble());
    assertThat(figures.path("copying_to_floor_ratio").asDouble()).isPositive();
  }

  @Test
  void hot() {
    JsonNode json =
        TinyRun.lastLine("hot", "--orders=160", "--rounds=1", "--delays=2", "--queues=16");
    assertThat(json.path("spread").path(0).path("spread_to_one_ratio").asDouble()).isPositive();
  }

  @Test
  void rows() {
    JsonNode json =
        TinyRun.lastLine(
            "rows --databases=2 --batches=1 --delays=0 --rows=1,4 --seconds=0.2 --rounds=1"
                .split(" ", -1));
    assertThat(json.path("rows")).hasSize(2);
    assertThat(json.path("rows").path(1).path("to_first_ratio").asDouble()).isPositive();
  }

  @Test
  void cluster() {
    JsonNode json =
        TinyRun.lastLine(
            ("cluster --orders=500 --skus=100 --lanes=2 --lines=3 --batches=32 --masters=1"
                    + " --partition-skus=10 --rounds=1")
                .split(" ", -1));
    assertThat(json.path("cost")).hasSize(4);
    assertThat(json.path("cost").path(3).path("calls").asDouble()).isPositive();
    assertThat(json.path("fenced").path(0).path("closed_ms").asDouble()).isPositive();
  }

  @Test
  void replica() {
    JsonNode figures =
        TinyRun.figures("replica", "--lanes", "2", "--batches", "20", "--rounds", "1");
    assertThat(figures.path("wait_1_ratio").asDouble()).isPositive();
  }

  @Test
  void ledger() {
    JsonNode json =
        TinyRun.lastLine("ledger", "--movements=3000", "--orders=200", "--skus=1,50", "--rounds=1");
    assertThat(json.path("movements")).hasSize(2);
    for (JsonNode row : json.path("movements")) {
      assertThat(row.path("ledger_to_one_by_one_ratio").asDouble()).isPositive();
    }
  }

  @Test
  void micro(@TempDir Path folder) {
    Path file = folder.resolve("jmh.json");
    String tiny = "micro -p lines=1 -f 1 -wi 0 -i 1 -r 1ms";
    JsonNode json = TinyRun.lastLine((tiny + " --json=" + file).split(" ", -1));
    assertThat(json.path("times")).hasSize(9);
    for (JsonNode row : json.path("times")) {
      assertThat(row.path("us_per_call").asDouble()).as(row.toString()).isPositive();
    }
    assertThat(file).content().contains("EventCodecBenchmark.decodeOrder");
  }
}
