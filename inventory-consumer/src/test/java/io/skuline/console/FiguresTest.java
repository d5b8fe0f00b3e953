package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "61, 1 min 1 s",
    "605, 10 min",
    "3600, 1 h",
    "8520, 2 h 22 min",
    "172800, 2 days",
    "-5, 0 s"
  })
  void durations(long seconds, String shown) {
    assertThat(Figures.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @Test
  void numbers() {
    assertThat(Figures.decimal(Double.NaN)).isEqualTo("–");
    assertThat(Figures.decimal(0)).isEqualTo("0");
    assertThat(Figures.decimal(3.14)).isEqualTo("3.1");
    assertThat(Figures.decimal(2839.6)).isEqualTo("2,840");
    assertThat(Figures.percent(1, 4)).isEqualTo("25.0 %");
    assertThat(Figures.percent(1, 0)).isEqualTo("–");
    assertThat(Figures.of(1, "SKU", "SKUs")).isEqualTo("1 SKU");
    assertThat(Figures.of(2000, "SKU", "SKUs")).isEqualTo("2,000 SKUs");
  }

  @Test
  void times() {
    Instant at = Instant.parse("2026-11-27T14:32:06.702Z");
    assertThat(Figures.time(at)).isEqualTo("14:32:06");
    assertThat(Figures.millis(at)).isEqualTo("14:32:06.702");
    assertThat(Figures.day(at)).isEqualTo("27 November 2026");
  }
}
