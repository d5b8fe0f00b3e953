package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The database's treatment of dead letters that arrive by two ways, late, and again. */
class DatabaseDeadLetterStoreIT extends DeadLetterTablesFixture {

  @Test
  void theSameLetterIsStoredOnce() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.store.put(letter("k", 0, 10, "o"));
    assertThat(tables.all()).hasSize(1);
    assertThat(tables.unsettled("o")).containsExactly("k");
    assertThat(tables.store.unsettledOf(Set.of("p"))).isEmpty();
  }

  @Test
  void aReplayThatFailsIsTheSameLetterAgain() {
    tables.store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(tables.only().id());
    tables.begin(run, "k");
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.REPLAYING);
    tables.store.put(letter("k", 1, 20, "o"));
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.only().attempts()).isEqualTo(2);
    assertThat(tables.service.run(run).parkedAgain()).isEqualTo(1);
    assertThat(tables.store.unsettledOf(Set.of("o")).get("o"))
        .allMatch(letter -> letter.key().equals("k") && letter.position() == 10);
  }

  @Test
  void whatTheCollectorBringsLateChangesNothing() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.begin(tables.replay(tables.only().id()), "k");
    tables.store.put(letter("k", 1, 20, "o"));
    long second = tables.replay(tables.only().id());
    tables.begin(second, "k");
    tables.store.answered(Map.of(new Replay("k", 2), "DeductionConfirmed"));
    tables.store.put(letter("k", 0, 10, "o"));
    tables.store.put(letter("k", 1, 20, "o"));
    tables.store.put(letter("k", 2, 30, "o"));
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.service.run(second).replayed()).isEqualTo(1);
  }

  /** Two instances park the same messages, which the broker has delivered to both. */
  @Test
  void manyArePutAtOnceAlsoByTwoAtATime() {
    List<DeadLetter> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(letter("k-" + i, 0, 10 + i, "o"));
    }
    List<DeadLetter> reversed = new ArrayList<>(many);
    Collections.reverse(reversed);
    tables.store.put(many.get(7));
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> tables.store.putAll(reversed));
    tables.store.putAll(many);
    other.join();
    assertThat(tables.all()).hasSize(50);
  }

  /** The mark of a replay that was never begun was copied, or made up. */
  @Test
  void aReplayThatNobodyHasBegunIsALetterOfItsOwnAndSpoilsNoOther() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.store.put(letter("k", 1_000_000, 20, "o"));
    tables.store.put(letter("no such letter", 7, 30, "o"));
    assertThat(
            tables.jdbc.queryForList(
                "SELECT letter_key FROM dead_letter ORDER BY id", String.class))
        .containsExactly("k", "order-events/id-of-k", "order-events/id-of-no such letter");
    assertThat(tables.all()).allMatch(letter -> letter.replays() == 0);

    tables.begin(tables.replay(tables.idOf("k")), "k");
    tables.store.put(letter("k", 1, 40, "o"));
    assertThat(tables.state("k")).as("parking goes on").isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.service.show(tables.idOf("k")).letter().run()).isNull();
  }

  @Test
  void anAnswerToNoReplayOfOursChangesNothing() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.store.answered(Map.of(new Replay("k", 1), "x", new Replay("other", 1), "x"));
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.PARKED);
    tables.replay(tables.only().id());
    tables.store.answered(Map.of(new Replay("k", 1), "x"));
    assertThat(tables.only().state())
        .as("chosen, and not sent yet")
        .isEqualTo(DeadLetterState.PARKED);
  }

  @Test
  void anAnswerCountsAlsoWhenTheSameReplayWasParkedBefore() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.begin(tables.replay(tables.only().id()), "k");
    tables.store.put(letter("k", 1, 20, "o"));
    tables.store.answered(Map.of(new Replay("k", 1), "DeductionConfirmed"));
    assertThat(tables.only().state())
        .as("it was delivered twice")
        .isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.unsettled("o")).isEmpty();
    assertThat(tables.service.show(tables.only().id()).actions().get(1).detail())
        .isEqualTo("DeductionConfirmed");
  }

  @Test
  void manyAnswersAreNotedAtOnceAndOnlyTheLatestReplayOfEachCounts() {
    tables.store.put(letter("a", 0, 10, "o"));
    tables.store.put(letter("b", 0, 10, "p"));
    long run = tables.replay(tables.idOf("a"), tables.idOf("b"));
    tables.begin(run, "a", "b");
    tables.store.answered(
        Map.of(new Replay("a", 1), "x", new Replay("a", 2), "forged", new Replay("b", 1), "y"));
    assertThat(tables.state("a")).isEqualTo(DeadLetterState.REPLAYING);
    assertThat(tables.state("b")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.service.outcomes(run, 0, 10))
        .singleElement()
        .matches(it -> it.who().equals("me"));
    tables.store.answered(Map.of());
  }

  /** The database would cut the key, and the dead letter would not be found again. */
  @Test
  void aLetterOfALongTopicIsStoredOnceAndFoundAgain() {
    FakeMessage message =
        new FakeMessage("{}", Map.of("skuline_origin_topic", "t".repeat(300)), List.of());
    tables.store.put(DeadLetterMessage.read(message));
    tables.store.put(DeadLetterMessage.read(message));
    assertThat(tables.all()).hasSize(1);
    FakeMessage other =
        new FakeMessage(
            "{}",
            Map.of("skuline_origin_topic", "t".repeat(300), "skuline_origin_message_id", "2"),
            List.of());
    tables.store.put(DeadLetterMessage.read(other));
    assertThat(tables.all()).hasSize(2);
  }

  /**
   * Otherwise a shop that repeats one message a thousand times would hide the parked orders of
   * others.
   */
  @Test
  void veryManyLettersOfOneOrderHideNoOther() {
    for (int i = 0; i < 1100; i++) {
      tables.store.put(letter("many-" + i, 0, 1000 + i, "many"));
    }
    tables.store.put(letter("k", 0, 10, "o"));
    assertThat(tables.unsettled("many", "o")).contains("k", "many-0", "many-1099");
    assertThat(tables.store.unsettledOf(Set.of("many")).get("many")).hasSizeLessThan(1000);
  }

  @Test
  void aLetterOfAnotherTopicHoldsNobodyUp() {
    tables.store.put(exhausted(0));
    assertThat(tables.store.unsettledOf(Set.of("o"))).isEmpty();
    assertThat(tables.only().orderId()).isEqualTo("o");
  }

  @Test
  void aMessageThatItsReadersGiveUpAgainAfterItsReplayIsParkedAgain() {
    tables.store.put(exhausted(0));
    long run = tables.replay(tables.only().id());
    tables.begin(run, "r");
    tables.replays.end(
        run,
        List.of(
            new ReplayStore.Sent(
                DeadLetterTables.next(tables.only()), ReplayStore.Fate.STORED, "")));
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.service.run(run).replayed()).isEqualTo(1);
    tables.store.put(exhausted(1));
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.PARKED);
  }

  private static DeadLetter exhausted(int replay) {
    return new DeadLetter(
        "r",
        replay,
        ParkReason.DELIVERY_EXHAUSTED,
        "e",
        "%DLQ%g",
        "g",
        1,
        10,
        10,
        List.of(),
        DeadLetterTables.result("o"));
  }
}
