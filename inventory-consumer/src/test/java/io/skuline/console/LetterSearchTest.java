package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.ParkReason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LetterSearchTest {

  private static final Instant NOW = Instant.parse("2026-11-27T14:00:00Z");

  @Test
  void withoutAStateItIsForWhatWaits() {
    assertThat(LetterSearch.of(Map.of()).filter(NOW).state()).isEqualTo(DeadLetterState.PARKED);
    assertThat(LetterSearch.of(Map.of("state", "ANY")).filter(NOW)).isEqualTo(DeadLetterFilter.ALL);
  }

  @Test
  void agesAndTimesAreRead() {
    LetterSearch search =
        LetterSearch.of(
            Map.of("reason", "FAILED", "since", "2h", "until", "2026-11-27T13:00:00Z", "sku", " "));

    DeadLetterFilter filter = search.filter(NOW);

    assertThat(filter.reason()).isEqualTo(ParkReason.FAILED);
    assertThat(filter.since()).isEqualTo("2026-11-27T12:00:00Z");
    assertThat(filter.until()).isEqualTo("2026-11-27T13:00:00Z");
    assertThat(filter.sku()).isNull();
    assertThat(search.fixed(NOW).get("since")).isEqualTo("2026-11-27T12:00:00Z");
    assertThat(LetterSearch.of(Map.of()).fixed(NOW).get("until")).isEqualTo(NOW.toString());
  }

  @Test
  void theAddressHasWhatIsSet() {
    LetterSearch search = LetterSearch.of(Map.of("order", "a&b=<c>", "state", "REPLAYED"));

    assertThat(search.query()).isEqualTo("state=REPLAYED&order=a%26b%3D%3Cc%3E");
    assertThat(search.with("order", "").query()).isEqualTo("state=REPLAYED");
  }

  @Test
  void whatMakesNoSenseIsRefusedInWords() {
    assertThatThrownBy(() -> LetterSearch.of(Map.of("since", "soon")).filter(NOW))
        .hasMessageContaining("since must be an age such as 90s");
    assertThatThrownBy(() -> LetterSearch.of(Map.of("reason", "BAD")).filter(NOW))
        .hasMessageContaining("reason must be one of MALFORMED_JSON");
  }
}
