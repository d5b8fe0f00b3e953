package io.skuline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.client.FakeMessage;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.FakeRocketMqClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.apis.message.Message;
import org.junit.jupiter.api.Test;

/** A message becomes a dead letter whatever came with it, and its body stays whole. */
class DeadLetterPublisherTest {

  private static final String TOPIC = "dead-letters";

  private final FakeRocketMqClient broker = new FakeRocketMqClient();
  private final FakeDeadLetterStore store = new FakeDeadLetterStore();
  private final DeadLetterPublisher publisher =
      new DeadLetterPublisher(broker.connect(), TOPIC, store);
  private final List<Message> sent = new ArrayList<>();

  @Test
  void controlCharactersOfAnErrorAreReplacedAlsoThoseAbove127() {
    park(new FakeMessage("{"), "no \u0085 such \ud800 thing");
    assertThat(sent.get(0).getProperties()).containsEntry("skuline_error", "no ? such ? thing");
  }

  @Test
  void anErrorIsNotCutInsideACharacter() {
    park(new FakeMessage("{"), "x".repeat(499) + "\ud83d\ude00");
    assertThat(sent.get(0).getProperties()).containsEntry("skuline_error", "x".repeat(499) + "...");
  }

  @Test
  void moreThanABrokerTakesIsCountedAndLeftOut() {
    Map<String, String> many =
        IntStream.range(0, 120).boxed().collect(toMap(i -> "property-" + i, i -> "value"));
    park(new FakeMessage("{").withProperties(many), "an error");
    assertThat(sent.get(0).getProperties())
        .hasSizeLessThan(128)
        .containsEntry("skuline_dropped_properties", "20");
  }

  /** RocketMQ takes 16 KiB of properties with a message. */
  @Test
  void propertiesNearTheLimitOfTheBrokerAreLeftOutAsFarAsTheyDoNotFit() {
    Map<String, String> large =
        Map.of("a", "x".repeat(5_000), "b", "y".repeat(5_000), "c", "z".repeat(5_000));
    park(new FakeMessage("{").withProperties(large), "an error");
    Map<String, String> properties = sent.get(0).getProperties();
    int bytes =
        properties.entrySet().stream()
            .mapToInt(each -> each.getKey().length() + each.getValue().length() + 2)
            .sum();
    assertThat(bytes).isBetween(10_000, 15 * 1024);
    assertThat(properties).containsEntry("skuline_dropped_properties", "1");
    assertThat(broker.in(TOPIC)).extracting(FakeRocketMqClient.Stored::body).containsExactly("{");
    assertThat(store.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.original().properties()).hasSize(3));
  }

  @Test
  void whatCannotBeSentAgainIsLeftOut() {
    FakeMessage message =
        new FakeMessage("{")
            .withProperties(Map.of("blank", " ", "control", "a\u0085b", "fine", "yes"))
            .withKeys(List.of("key", "key", " ", "two words"));
    park(message, "an error");
    assertThat(sent.get(0).getProperties())
        .containsEntry("fine", "yes")
        .containsEntry("skuline_dropped_properties", "2")
        .doesNotContainKeys("blank", "control");
    assertThat(sent.get(0).getKeys()).containsExactly("key");
  }

  @Test
  void aLetterSaysWhichSkusHoldIt() {
    broker.onSend(sent::add);
    publisher.parkAll(
        List.of(
            new ParkedMessage(
                new FakeMessage("{}"), ParkReason.QUARANTINED, "error", 0, Set.of("tea", "cup"))));
    assertThat(sent.get(0).getProperties()).containsEntry("skuline_held_by", "cup,tea");
    assertThat(store.deadLetters()).singleElement().matches(it -> it.heldBy().contains("tea"));
  }

  @Test
  void manyAreStoredInTheirTurnAlsoIfTheyCannotBeSentTogether() {
    List<ParkedMessage> many =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    new ParkedMessage(
                        new FakeMessage("{\"number\":" + i + "}"), ParkReason.FENCED, "error", 0))
            .toList();
    publisher.parkAll(many);
    assertThat(broker.in(TOPIC)).hasSize(200);
    assertThat(store.deadLetters()).hasSize(200);
    assertThat(store.deadLetters())
        .extracting(DeadLetter::position)
        .isSorted()
        .doesNotHaveDuplicates();

    FakeRocketMqClient picky = new FakeRocketMqClient();
    picky.refuseForGood(message -> message.getProperties().containsKey("picky"));
    List<ParkedMessage> some = new ArrayList<>(many.subList(0, 5));
    some.add(
        new ParkedMessage(
            new FakeMessage("{\"number\":5}").withProperties(Map.of("picky", "yes")),
            ParkReason.FENCED,
            "error",
            0));
    new DeadLetterPublisher(picky.connect(), TOPIC, new FakeDeadLetterStore()).parkAll(some);
    assertThat(picky.in(TOPIC))
        .extracting(FakeRocketMqClient.Stored::body)
        .contains("{\"number\":5}");
  }

  /**
   * Otherwise the message would be taken for a replay of that dead letter, which is settled, and
   * would be lost.
   */
  @Test
  void aMalformedMessageWithCopiedMarksOfAReplayIsADeadLetterOfItsOwn() {
    Map<String, String> copied =
        new Replay("another letter", 1).properties("{\"fine\":1}".getBytes(UTF_8));
    park(new FakeMessage("hello").withProperties(copied), "error");
    assertThat(store.deadLetters())
        .singleElement()
        .matches(letter -> letter.key().equals("topic/id") && letter.replay() == 0);
    assertThat(sent.get(0).getProperties()).doesNotContainKey("skuline_replay_of");
  }

  @Test
  void aReplayThatFailsIsTheLetterThatWasReplayed() {
    Map<String, String> marks = new Replay("letter", 3).properties("{".getBytes(UTF_8));
    park(new FakeMessage("{").withProperties(marks), "error");
    assertThat(store.deadLetters())
        .singleElement()
        .matches(letter -> letter.key().equals("letter") && letter.replay() == 3);
  }

  @Test
  void aLetterThatIsRefusedIsSentWithItsMarksAlone() {
    broker.refuseForGood(message -> message.getProperties().containsKey("odd"));
    park(new FakeMessage("{").withProperties(Map.of("odd", "1")).withKeys(List.of("k")), "error");
    assertThat(broker.in(TOPIC)).extracting(FakeRocketMqClient.Stored::body).containsExactly("{");
    assertThat(sent.get(0).getProperties())
        .containsEntry("skuline_error", "error")
        .containsEntry("skuline_dropped_properties", "1")
        .doesNotContainKey("odd");
  }

  @Test
  void aLetterThatIsRefusedWhateverItCarriesIsInTheStoreAlone() {
    broker.refuseForGood(message -> true);
    park(new FakeMessage("{"), "error");
    assertThat(broker.in(TOPIC)).isEmpty();
    assertThat(store.deadLetters()).hasSize(1);
  }

  @Test
  void whatNeitherBrokerNorStoreHasIsNotTakenForParked() {
    broker.refuseForGood(message -> true);
    store.goAway();
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(() -> park(new FakeMessage("{"), "error"))
        .withMessageContaining("store is away");
  }

  @Test
  void aBrokerThatIsAwayIsWaitedForWithoutLeavingAnythingOut() {
    broker.refuse(TOPIC);
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(() -> park(new FakeMessage("{"), "error"));
    assertThat(store.deadLetters()).isEmpty();
  }

  private void park(FakeMessage message, String error) {
    broker.onSend(sent::add);
    publisher.park(message, ParkReason.MALFORMED_JSON, error, 0);
  }
}
