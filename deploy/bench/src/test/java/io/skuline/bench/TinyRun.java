package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs benchmarks as the command line does. They are tiny here, so that none rots: what they
 * measure means nothing.
 */
final class TinyRun {

  private TinyRun() {}

  /** What the last line says, which is JSON, under the name of figures. */
  static JsonNode figures(String... arguments) {
    return lastLine(arguments).path("figures");
  }

  static JsonNode lastLine(String... arguments) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(BenchMain.run(arguments)).as(() -> out.toString(StandardCharsets.UTF_8)).isZero();
    } finally {
      System.setOut(terminal);
    }
    String[] lines = out.toString(StandardCharsets.UTF_8).strip().split("\n", -1);
    return new JsonMapper().readTree(lines[lines.length - 1]);
  }
}
