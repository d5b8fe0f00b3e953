package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deadletter.CircuitBreakingStore;
import io.skuline.deadletter.FakeMessage;
import io.skuline.deadletter.HangingDeadLetterStore;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.Replay;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.FakeRocketMqClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each step of a batch fails, hangs or is done twice; what must not happen then does not. */
@Timeout(30)
class PipelineTest {

  private final Intake intake = new Intake();
  private final Pipeline pipeline = intake.pipeline();

  @Test
  void anAnswerIsJournaledThenConfirmedThenToldAndOnlyThenItsReplayIsSettled() {
    BatchOutcome outcome = pipeline.run(3, List.of(replay("o", "letter"), poison()));
    assertThat(intake.log)
        .containsExactly(
            "decide [o]",
            Intake.JOURNAL,
            "confirm 1",
            Intake.RESULTS,
            "answered letter",
            Intake.LETTERS);
    assertThat(outcome.answers()).containsExactly(intake.engine.answer("o"));
    assertThat(outcome.asides()).hasSize(1);
    assertThat(outcome.unchecked()).isZero();
    assertThat(intake.settled).isEqualTo(Map.of(new Replay("letter", 1), "DeductionConfirmed"));
  }

  @Test
  void eachLaneHasOneMessageGroupOfTheJournal() {
    pipeline.run(3, List.of(order("a")));
    pipeline.run(Journal.GROUPS + 5, List.of(order("b")));
    assertThat(intake.broker.in(Intake.JOURNAL))
        .extracting(FakeRocketMqClient.Stored::group)
        .containsExactly(Journal.groupName(3), Journal.groupName(5));
  }

  @Test
  void nothingIsToldOrSettledWhenNothingCanBeDecided() {
    intake.engine.away = true;
    assertOutage(() -> pipeline.run(0, List.of(replay("o", "letter"), poison())));
    assertThat(intake.log).containsExactly("decide [o]");
  }

  @Test
  void nobodyIsToldWhatIsNotInTheJournal() {
    intake.broker.refuse(Intake.JOURNAL);
    assertNotStored(() -> pipeline.run(0, List.of(replay("o", "letter"), poison())));
    assertThat(intake.log).containsExactly("decide [o]");
  }

  @Test
  void nobodyIsToldWhileTheJournalHangs() throws Exception {
    intake.broker.hang(Intake.JOURNAL);
    CompletableFuture<BatchOutcome> run = runAside(List.of(replay("o", "letter")));
    intake.broker.awaitHanging(Intake.JOURNAL);
    assertThat(run).isNotDone();
    assertThat(intake.log).containsExactly("decide [o]");
    intake.broker.endHanging(Intake.JOURNAL);
    assertThat(run.join().answers()).hasSize(1);
  }

  @Test
  void nobodyIsToldOfAnEpochThatHasEndedThoughTheJournalHasIt() {
    intake.engine.ended = true;
    assertOutage(() -> pipeline.run(0, List.of(replay("o", "letter"))));
    assertThat(intake.log).containsExactly("decide [o]", Intake.JOURNAL, "confirm 1");
  }

  @Test
  void whatMayNotHaveBeenToldIsNeitherDoneNorSettled() {
    intake.broker.refuse(Intake.RESULTS);
    assertNotStored(() -> pipeline.run(0, List.of(replay("o", "letter"), poison())));
    assertThat(intake.settled).isEmpty();
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
  }

  @Test
  void whileTellingHangsTheBatchIsNotDone() throws Exception {
    intake.broker.hang(Intake.RESULTS);
    CompletableFuture<BatchOutcome> run = runAside(List.of(replay("o", "letter")));
    intake.broker.awaitHanging(Intake.RESULTS);
    assertThat(run).isNotDone();
    assertThat(intake.settled).isEmpty();
    intake.broker.endHanging(Intake.RESULTS);
    assertThat(run.join().answers()).hasSize(1);
    assertThat(intake.settled).hasSize(1);
  }

  @Test
  void whatWasToldWithoutAReceiptIsToldAgainTheSame() {
    intake.broker.storeWithoutReceipt(Intake.RESULTS);
    assertNotStored(() -> pipeline.run(0, List.of(order("o"))));
    intake.broker.accept(Intake.RESULTS);
    pipeline.run(0, List.of(order("o")));
    assertThat(intake.broker.in(Intake.RESULTS)).hasSize(2);
    assertThat(intake.broker.in(Intake.RESULTS).get(0))
        .isEqualTo(intake.broker.in(Intake.RESULTS).get(1));
  }

  @Test
  void aBatchThatFailedIsDecidedAnewInTheEpochThatCountsThen() {
    intake.engine.ended = true;
    assertOutage(() -> pipeline.run(0, List.of(order("o"))));
    intake.engine.ended = false;
    intake.engine.epoch = 2;
    pipeline.run(0, List.of(order("o")));
    assertThat(intake.broker.in(Intake.JOURNAL))
        .extracting(entry -> entry.body().lines().findFirst().orElseThrow())
        .containsExactly("batch 1 1", "batch 1 2");
    assertThat(intake.log).endsWith("confirm 2", Intake.RESULTS);
  }

  @Test
  void whatCannotBeSetAsideIsNotDone() {
    intake.broker.refuse(Intake.LETTERS);
    assertNotStored(() -> pipeline.run(0, List.of(order("o"), poison())));
    assertNotStored(() -> pipeline.sift(0, List.of(order("o"), poison())));
  }

  /** Its own lane waits for the broker; nothing is lost, and the others sell on. */
  @Test
  void whileADeadLetterHangsItsBatchIsNotDoneAndOtherLanesGoOn() throws Exception {
    intake.broker.hang(Intake.LETTERS);
    CompletableFuture<BatchOutcome> run = runAside(List.of(order("o"), poison()));
    intake.broker.awaitHanging(Intake.LETTERS);
    assertThat(pipeline.run(1, List.of(order("other"))).answers()).hasSize(1);
    assertThat(run).isNotDone();
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
    intake.broker.endHanging(Intake.LETTERS);
    assertThat(run.join().asides()).hasSize(1);
    assertThat(intake.broker.in(Intake.LETTERS)).hasSize(1);
  }

  @Test
  void aStoreOfDeadLettersThatHangsHoldsUpNobody() {
    Pipeline hanging =
        intake.pipeline(
            new CircuitBreakingStore(
                new HangingDeadLetterStore(), Duration.ofHours(1), Duration.ofMillis(1)));
    BatchOutcome outcome =
        hanging.run(0, List.of(replay("o", "letter"), cancellation("other"), poison()));
    assertThat(outcome.answers()).hasSize(2);
    assertThat(outcome.unchecked()).isEqualTo(1);
    assertThat(intake.broker.in(Intake.LETTERS)).as("the topic has it").hasSize(1);
    assertThat(intake.settled).isEmpty();
  }

  @Test
  void aReplayThatCannotBeSettledNowHoldsNobodyUp() {
    intake.storeAway = true;
    assertThat(pipeline.run(0, List.of(replay("o", "letter"))).answers()).hasSize(1);
    assertThat(intake.settled).isEmpty();
  }

  @Test
  void anEngineThatIsItsOwnJournalIsNotJournaledAgain() {
    intake.engine.journaled = false;
    pipeline.run(0, List.of(order("o")));
    assertThat(intake.log).containsExactly("decide [o]", Intake.RESULTS);
  }

  @Test
  void aBatchOfPoisonAsksTheEngineNothing() {
    BatchOutcome outcome = pipeline.run(0, List.of(poison()));
    assertThat(intake.log).containsExactly(Intake.LETTERS);
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.MISSING_FIELD);
  }

  @Test
  void whatFollowsAPoisonOfItsOrderWaitsBehindIt() {
    ReceivedEvent.Poison poison =
        new ReceivedEvent.Poison(
            new FakeMessage("{\"type\":\"OrderCreated\",\"orderId\":\"o\"}"),
            InvalidEventException.missing("createdAt"));
    BatchOutcome outcome = pipeline.run(0, List.of(poison, cancellation("o")));
    assertThat(outcome.answers()).isEmpty();
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.MISSING_FIELD, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void whatIsInQuarantineIsSetAsideAndTheOthersAreAnswered() {
    intake.engine.quarantined.add("held");
    BatchOutcome outcome = pipeline.run(0, List.of(order("a"), order("held"), order("b")));
    assertThat(outcome.answers())
        .containsExactly(intake.engine.answer("a"), intake.engine.answer("b"));
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.QUARANTINED);
    assertThat(outcome.asides().get(0).heldBy()).containsExactly("sku-of-held");
    assertThat(outcome.asides().get(0).error()).isEqualTo("In quarantine: sku-of-held");
    assertThat(intake.log).startsWith("decide [a, held, b]", "decide [a, b]", Intake.JOURNAL);
  }

  @Test
  void eachEventInQuarantineWaitsForItsOwnSkusAndWhatFollowsItForTheSame() {
    intake.engine.quarantined.addAll(List.of("a", "b"));
    BatchOutcome outcome = pipeline.run(0, List.of(order("a"), order("b"), cancellation("a")));
    assertThat(outcome.asides())
        .extracting(ParkedMessage::heldBy)
        .containsExactly(Set.of("sku-of-a"), Set.of("sku-of-b"), Set.of("sku-of-a"));
  }

  /** Else it would hold its lane for ever. */
  @Test
  void anOrderOfWhoseAnswerLinesAreLostIsSetAsideAndTheOthersAreAnswered() {
    intake.engine.incomplete.add("lost");
    BatchOutcome outcome =
        pipeline.run(0, List.of(order("a"), order("lost"), cancellation("lost"), order("b")));
    assertThat(outcome.answers()).extracting(StockResult::key).containsExactly("a", "b");
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.INCOMPLETE_ANSWER, ParkReason.INCOMPLETE_ANSWER);
    assertThat(outcome.asides().get(0).error()).contains("lost; settle the anomaly");
  }

  @Test
  void aBatchOfWhichAllIsInQuarantineTellsNothing() {
    intake.engine.quarantined.add("held");
    assertThat(pipeline.run(0, List.of(order("held"))).answers()).isEmpty();
    assertThat(intake.log).containsExactly("decide [held]", Intake.LETTERS);
  }

  @Test
  void siftingAnswersOneByOneAndSetsAsideOnlyTheEventAtFault() {
    intake.engine.defective.add("bad");
    BatchOutcome outcome =
        pipeline.sift(0, List.of(order("a"), order("bad"), order("b"), poison()));
    assertThat(outcome.answers())
        .containsExactly(intake.engine.answer("a"), intake.engine.answer("b"));
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.FAILED, ParkReason.MISSING_FIELD);
    assertThat(intake.broker.in(Intake.RESULTS)).hasSize(2);
    assertThat(intake.broker.in(Intake.LETTERS)).hasSize(2);
  }

  @Test
  void whatFollowsAnEventThatSiftingSetAsideWaitsBehindIt() {
    intake.engine.defective.add("bad");
    BatchOutcome outcome = pipeline.sift(0, List.of(order("bad"), cancellation("bad")));
    assertThat(outcome.answers()).isEmpty();
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.FAILED, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void whatFollowsAnEventInQuarantineWaitsAlsoWhileSifting() {
    intake.engine.quarantined.add("held");
    BatchOutcome outcome = pipeline.sift(0, List.of(order("held"), cancellation("held")));
    assertThat(outcome.asides())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.QUARANTINED, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void anOutageWhileItSiftsParksNothing() {
    intake.engine.away = true;
    assertOutage(() -> pipeline.sift(0, List.of(poison(), order("o"))));
    intake.engine.away = false;
    intake.engine.ended = true;
    assertOutage(() -> pipeline.sift(0, List.of(poison(), order("o"))));
    intake.engine.ended = false;
    for (String topic : List.of(Intake.JOURNAL, Intake.RESULTS)) {
      intake.broker.refuse(topic);
      assertNotStored(() -> pipeline.sift(0, List.of(poison(), order("o"))));
      intake.broker.accept(topic);
    }
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
  }

  @Test
  void followUpsThatCannotBeCheckedPassAndAreCounted() {
    intake.storeAway = true;
    assertThat(pipeline.run(0, List.of(cancellation("o"))).unchecked()).isEqualTo(1);
    assertThat(pipeline.sift(0, List.of(cancellation("o"))).unchecked()).isEqualTo(1);
  }

  private CompletableFuture<BatchOutcome> runAside(List<ReceivedEvent> batch) {
    return CompletableFuture.supplyAsync(
        () -> pipeline.run(0, batch), task -> new Thread(task).start());
  }

  private static void assertOutage(Runnable step) {
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(step::run);
  }

  private static void assertNotStored(Runnable step) {
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(step::run);
  }

  private static ReceivedEvent.Event order(String id) {
    return new ReceivedEvent.Event(new FakeMessage(id), created(id), Optional.empty());
  }

  private static ReceivedEvent.Event cancellation(String id) {
    return new ReceivedEvent.Event(
        new FakeMessage(id), new OrderCancelled(created(id).ref()), Optional.empty());
  }

  private static ReceivedEvent.Event replay(String id, String letter) {
    return new ReceivedEvent.Event(
        new FakeMessage(id), created(id), Optional.of(new Replay(letter, 1)));
  }

  private static ReceivedEvent.Poison poison() {
    return new ReceivedEvent.Poison(new FakeMessage("{}"), InvalidEventException.missing("type"));
  }

  private static OrderCreated created(String id) {
    return new OrderCreated(id, Intake.AT, List.of(new OrderLine("sku", 1)));
  }
}
