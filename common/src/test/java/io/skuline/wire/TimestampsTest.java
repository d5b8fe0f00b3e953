package io.skuline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Test
  void whatIsWrittenIsReadAsTheGeneralParserReadsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      Instant instant = Instant.ofEpochMilli(random.nextLong(946_684_800_000L, 4_102_444_800_000L));
      String text = Timestamps.format(instant);

      assertThat(Timestamps.parse(text))
          .isEqualTo(instant)
          .isEqualTo(OffsetDateTime.parse(text).toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-00-01T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:60:00.000Z",
        "2026-01-01T00:00:60.000Z",
        "2026-01-01T00:00:00,000Z",
        "2026-01-01T00:00:00.00\u0660Z",
        "2026-01-01T00:00:00.000X"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamps.parse(text));
  }
}
