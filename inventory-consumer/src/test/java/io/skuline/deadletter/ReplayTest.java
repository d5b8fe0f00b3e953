package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

  @Test
  void aMarkIsReadAsItWasWritten() {
    Replay replay = new Replay("topic/id", 3);
    assertThat(Replay.in(replay.properties())).contains(replay);
  }

  @Test
  void aMessageWithoutMarksIsNone() {
    assertThat(Replay.in(Map.of("skuline_replay_of", "k"))).isEmpty();
    assertThat(Replay.in(Map.of("skuline_replay_count", "1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"k,0", "k,-1", "k,x", "k,99999999999", "'',1"})
  void aMarkThatMakesNoSenseIsNone(String key, String number) {
    assertThat(Replay.in(Map.of("skuline_replay_of", key, "skuline_replay_count", number)))
        .isEmpty();
  }

  @Test
  void aKeyThatNoLetterCanHaveIsNone() {
    String key = "k".repeat(Replay.MAX_KEY_LENGTH + 1);
    assertThat(Replay.in(new Replay(key, 1).properties())).isEmpty();
  }
}
