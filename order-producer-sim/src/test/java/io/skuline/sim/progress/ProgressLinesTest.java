package io.skuline.sim.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void tellsRateAndTimeLeft() {
    try (Progress progress = new ProgressLines(out, "Orders", "orders", 2000, Duration.ZERO)) {
      progress.at(1000);
      progress.note("5 late");
    }
    assertThat(text()).containsPattern("Orders: 1,000 of 2,000 orders, [0-9,]+/s, [0-9]+ s left");
    assertThat(text()).contains(", 5 late");
  }

  @Test
  void isQuietInBetween() {
    try (Progress progress = new ProgressLines(out, "Orders", "orders", -1, Duration.ofHours(1))) {
      progress.at(1);
      progress.at(2);
      assertThat(text()).isEmpty();
    }
    assertThat(text().lines()).hasSize(1).first().asString().startsWith("Orders: 2 orders");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
