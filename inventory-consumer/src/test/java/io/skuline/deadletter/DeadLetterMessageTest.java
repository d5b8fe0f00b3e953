package io.skuline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any message that was written into the topic of dead letters can be stored. */
class DeadLetterMessageTest {

  @Test
  void aLetterIsReadAsItWasWritten() {
    DeadLetter letter = letter("order-events", 2, List.of("tea", "cup"));
    DeadLetter read = read(DeadLetterMessage.marks(letter));
    assertThat(read.key()).isEqualTo("key");
    assertThat(read.replay()).isEqualTo(2);
    assertThat(read.heldBy()).containsExactly("cup", "tea");
    assertThat(read.position()).isEqualTo(letter.position());
    assertThat(read.attempts()).isEqualTo(letter.attempts());
    assertThat(read.seenAt()).isEqualTo(letter.seenAt());
  }

  /** The column has 255 characters, and a cut key would be the key of other dead letters too. */
  @Test
  void aLongOriginTopicGivesAKeyOfItsOwnThatFits() {
    String topic = "t".repeat(300);
    DeadLetter one = read(DeadLetterMessage.marks(letter(topic, 0, List.of())));
    Map<String, String> marks = DeadLetterMessage.marks(letter(topic, 0, List.of()));
    marks.put("skuline_origin_message_id", "another");
    DeadLetter other = read(marks);
    assertThat(one.key()).hasSizeLessThan(Replay.MAX_KEY_LENGTH).isNotEqualTo(other.key());
    assertThat(one.original().topic()).isEqualTo(topic);
  }

  @Test
  void numbersThatNobodyOfUsWritesAreLeftOut() {
    Map<String, String> marks = new HashMap<>();
    for (String name : List.of("attempts", "position", "parked_at", "origin_born_at")) {
      marks.put("skuline_" + name, Long.toString(Long.MAX_VALUE));
    }
    DeadLetter letter = read(marks);
    assertThat(letter.attempts()).isEqualTo(1);
    assertThat(letter.position()).isEqualTo(1000);
    assertThat(letter.seenAt()).isEqualTo(1);
    assertThat(letter.original().bornAt()).isEqualTo(1);
    marks.replaceAll((name, number) -> "-1");
    assertThat(read(marks).position()).isEqualTo(1000);
  }

  @Test
  void namesOfSkusThatNoSkuCanHaveAreLeftOut() {
    assertThat(read(Map.of("skuline_held_by", "tea,,a b,cup")).heldBy())
        .containsExactly("cup", "tea");
  }

  private static DeadLetter read(Map<String, String> marks) {
    return DeadLetterMessage.read(new FakeMessage("{}").withProperties(marks));
  }

  private static DeadLetter letter(String topic, int replay, List<String> heldBy) {
    Original original =
        new Original(topic, "id", null, List.of(), null, Map.of(), 5L, "{}".getBytes(UTF_8));
    return new DeadLetter(
        "key", replay, ParkReason.QUARANTINED, "why", "dead", null, 3, 7000, 7, heldBy, original);
  }
}
