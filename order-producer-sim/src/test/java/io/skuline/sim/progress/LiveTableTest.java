package io.skuline.sim.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveTableTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aTerminalIsRedrawn() {
    try (LiveTable table = new LiveTable(out, true, "A sale")) {
      table.show(pulse(1000));
      table.show(pulse(2000));
    }
    assertThat(text())
        .isEqualTo(
            """
            A sale
            published  answered  confirmed  rejected  orders/s   p50 ms   p99 ms  ledger ms
            \r\033[K    1,000       900        500       400     1,235     12.3  1,234.6         15\
            \r\033[K    2,000     1,900        500     1,400     1,235     12.3  1,234.6         15
            """);
  }

  @Test
  void elsewhereThereIsARowEveryFiveSecondsAndOneAtTheEnd() {
    try (LiveTable table = new LiveTable(out, false, "A sale")) {
      for (int second = 1; second <= 12; second++) {
        table.show(pulse(1000L * second));
      }
    }
    assertThat(text().lines().skip(2).map(row -> row.substring(0, 9).strip()))
        .containsExactly("5,000", "10,000", "12,000");
  }

  @Test
  void whatNobodyKnowsIsADash() {
    try (LiveTable table = new LiveTable(out, false, "A sale")) {
      table.show(new Pulse(1, 0, 0, 0, 0, -1, -1, -1));
    }
    assertThat(text()).containsPattern("\n +1 +0 +0 +0 +0 +- +- +-\n");
  }

  private static Pulse pulse(long published) {
    return new Pulse(
        published, published - 100, 500, published - 600, 1234.5, 12_345, 1_234_567, 15);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
