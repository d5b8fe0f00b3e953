package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every benchmark, tiny, so that none rots. What it measures here means nothing. */
class BenchIT {

  @Test
  void rebuild() {
    JsonNode figures = figures("rebuild", "--skus", "1000", "--rounds", "1");
    assertThat(figures.path("closed_ms").asDouble())
        .isGreaterThan(figures.path("of_that_copying_ms").asDouble());
    assertThat(figures.path("copying_to_floor_ratio").asDouble()).isPositive();
  }

  @Test
  void replica() {
    JsonNode figures = figures("replica", "--lanes", "2", "--batches", "20", "--rounds", "1");
    assertThat(figures.path("wait_1_ratio").asDouble()).isPositive();
  }

  @Test
  void throughput() {
    JsonNode json =
        lastLine(
            "throughput",
            "--demand=ZIPF",
            "--lines=3",
            "--orders=400",
            "--rounds=1",
            "--warm-ups=0",
            "--latency-orders=40");
    JsonNode load = json.path("zipf-3");
    assertThat(load.path("ratios").path("3/1").asDouble()).isPositive();
    assertThat(load.path("PASS_BATCH").path("latency_p99_ms").asDouble()).isPositive();
    assertThat(load.path("SKULINE").path("latency_p99_ms").asDouble()).isPositive();
  }

  @Test
  void ledger() {
    JsonNode json =
        lastLine("ledger", "--movements=3000", "--orders=200", "--skus=1,50", "--rounds=1");
    assertThat(json.path("movements")).hasSize(2);
    for (JsonNode row : json.path("movements")) {
      assertThat(row.path("ledger_to_one_by_one_ratio").asDouble()).isPositive();
    }
  }

  @Test
  void micro(@TempDir Path folder) {
    Path file = folder.resolve("jmh.json");
    String tiny = "micro -p lines=1 -f 1 -wi 0 -i 1 -r 1ms";
    JsonNode json = lastLine((tiny + " --json=" + file).split(" ", -1));
    assertThat(json.path("times")).hasSize(7);
    for (JsonNode row : json.path("times")) {
      assertThat(row.path("us_per_call").asDouble()).as(row.toString()).isPositive();
    }
    assertThat(file).content().contains("EventCodecBenchmark.decodeOrder");
  }

  @Test
  void growth(@TempDir Path folder) {
    JsonNode json =
        lastLine(
            "growth",
            "--skus=100,1000",
            "--lines=1,10",
            "--orders=1000",
            "--instances=2",
            "--instance-orders=500",
            "--rounds=1",
            "--lanes=2",
            "--memory-orders=2000",
            "--samples=2",
            "--plots=" + folder);
    assertThat(json.path("skus")).hasSize(2);
    assertThat(json.path("lines")).hasSize(2);
    assertThat(json.path("instances")).hasSize(1);
    assertThat(json.path("memory")).hasSize(3);
    assertThat(json.path("figures").path("bytes_per_remembered_order").asDouble()).isPositive();
    for (String name : List.of("skus", "lines", "instances", "memory")) {
      assertThat(folder.resolve("growth-" + name + ".svg")).content().contains("</svg>");
    }
  }

  private static JsonNode figures(String... arguments) {
    return lastLine(arguments).path("figures");
  }

  private static JsonNode lastLine(String... arguments) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).as(() -> out.toString(StandardCharsets.UTF_8)).isZero();
    } finally {
      System.setOut(terminal);
    }
    String[] lines = out.toString(StandardCharsets.UTF_8).strip().split("\n", -1);
    return new JsonMapper().readTree(lines[lines.length - 1]);
  }
}
