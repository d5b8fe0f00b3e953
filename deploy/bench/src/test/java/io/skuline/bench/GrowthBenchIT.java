package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The growth benchmark, with every part. */
class GrowthBenchIT {

  @Test
  void growth(@TempDir Path folder) {
    JsonNode json =
        TinyRun.lastLine(
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
}
