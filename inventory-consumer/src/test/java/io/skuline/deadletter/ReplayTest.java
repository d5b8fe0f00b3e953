package io.skuline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @Test
  void aMarkIsReadAsItWasWritten() {
    Replay replay = new Replay("topic/id", 3);
    assertThat(Replay.in(replay.properties(BODY), BODY)).contains(replay);
    assertThat(Replay.of(new FakeMessage("{}").withProperties(replay.properties(BODY))))
        .contains(replay);
  }

  /**
   * Otherwise a shop that copies what it received would have its own message taken for the dead
   * letter.
   */
  @Test
  void aMarkThatWasCopiedToAnotherMessageIsNone() {
    Map<String, String> copied = new Replay("topic/id", 3).properties(BODY);
    assertThat(Replay.in(copied, "hello".getBytes(UTF_8))).isEmpty();
    assertThat(Replay.of(new FakeMessage("hello").withProperties(copied))).isEmpty();
  }

  @Test
  void aMarkOfWhichSomebodyChangedAPartIsNone() {
    Map<String, String> marks = new HashMap<>(new Replay("topic/id", 3).properties(BODY));
    marks.put(Replay.NUMBER, "4");
    assertThat(Replay.in(marks, BODY)).isEmpty();
    marks.put(Replay.NUMBER, "3");
    marks.put(Replay.OF, "topic/other");
    assertThat(Replay.in(marks, BODY)).isEmpty();
  }

  @Test
  void aMessageWithoutAllMarksIsNone() {
    for (String mark : new Replay("k", 1).properties(BODY).keySet()) {
      Map<String, String> marks = new HashMap<>(new Replay("k", 1).properties(BODY));
      marks.remove(mark);
      assertThat(Replay.in(marks, BODY)).as("without " + mark).isEmpty();
    }
    assertThat(Replay.of(new FakeMessage("{}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"k,0", "k,-1", "k,1000001", "k,2147483647", "'',1"})
  void aMarkThatMakesNoSenseIsNone(String key, int number) {
    assertThat(Replay.in(new Replay(key, number).properties(BODY), BODY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x", "99999999999", "1.0"})
  void whatIsNoNumberIsNone(String number) {
    Map<String, String> marks = new HashMap<>(new Replay("k", 1).properties(BODY));
    marks.put(Replay.NUMBER, number);
    assertThat(Replay.in(marks, BODY)).isEmpty();
  }

  @Test
  void aKeyThatNoLetterCanHaveIsNone() {
    String key = "k".repeat(Replay.MAX_KEY_LENGTH + 1);
    assertThat(Replay.in(new Replay(key, 1).properties(BODY), BODY)).isEmpty();
  }
}
