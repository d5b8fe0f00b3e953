package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.CircuitBreakingStore;
import io.skuline.deadletter.HangingDeadLetterStore;
import io.skuline.deadletter.Replay;
import io.skuline.journal.Journal;
import io.skuline.messaging.FakeRocketMqClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each step of a batch fails, hangs or is done twice, and the consequences that must not follow do
 * not follow.
 */
@Timeout(30)
class PipelineTest extends PipelineFixture {

  @Test
  void anAnswerIsJournaledThenConfirmedThenToldAndOnlyThenItsReplayIsSettled() {
    BatchOutcome outcome = pipeline.run(3, List.of(replay("o", "letter"), malformed()));
    assertThat(intake.log)
        .containsExactly(
            "decide [o]",
            Intake.JOURNAL,
            "confirm 1",
            Intake.RESULTS,
            "answered letter",
            Intake.LETTERS);
    assertThat(outcome.answers()).containsExactly(intake.engine.answer("o"));
    assertThat(outcome.parked()).hasSize(1);
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
    assertOutage(() -> pipeline.run(0, List.of(replay("o", "letter"), malformed())));
    assertThat(intake.log).containsExactly("decide [o]");
  }

  @Test
  void nobodyIsToldWhatIsNotInTheJournal() {
    intake.broker.refuse(Intake.JOURNAL);
    assertNotStored(() -> pipeline.run(0, List.of(replay("o", "letter"), malformed())));
    assertThat(intake.log).containsExactly("decide [o]");
  }

  @Test
  void nobodyIsToldWhileTheJournalHangs() throws Exception {
    intake.broker.hang(Intake.JOURNAL);
    CompletableFuture<BatchOutcome> run = runInBackground(List.of(replay("o", "letter")));
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
    assertNotStored(() -> pipeline.run(0, List.of(replay("o", "letter"), malformed())));
    assertThat(intake.settled).isEmpty();
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
  }

  @Test
  void whileTellingHangsTheBatchIsNotDone() throws Exception {
    intake.broker.hang(Intake.RESULTS);
    CompletableFuture<BatchOutcome> run = runInBackground(List.of(replay("o", "letter")));
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
    assertNotStored(() -> pipeline.run(0, List.of(order("o"), malformed())));
    assertNotStored(() -> pipeline.sift(0, List.of(order("o"), malformed())));
  }

  /** Its own lane waits for the broker. Nothing is lost, and the other lanes go on. */
  @Test
  void whileADeadLetterHangsItsBatchIsNotDoneAndOtherLanesGoOn() throws Exception {
    intake.broker.hang(Intake.LETTERS);
    CompletableFuture<BatchOutcome> run = runInBackground(List.of(order("o"), malformed()));
    intake.broker.awaitHanging(Intake.LETTERS);
    assertThat(pipeline.run(1, List.of(order("other"))).answers()).hasSize(1);
    assertThat(run).isNotDone();
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
    intake.broker.endHanging(Intake.LETTERS);
    assertThat(run.join().parked()).hasSize(1);
    assertThat(intake.broker.in(Intake.LETTERS)).hasSize(1);
  }

  @Test
  void aStoreOfDeadLettersThatHangsHoldsUpNobody() {
    Pipeline hanging =
        intake.pipeline(
            new CircuitBreakingStore(
                new HangingDeadLetterStore(), Duration.ofHours(1), Duration.ofMillis(1)));
    BatchOutcome outcome =
        hanging.run(0, List.of(replay("o", "letter"), cancellation("other"), malformed()));
    assertThat(outcome.answers()).hasSize(2);
    assertThat(outcome.unchecked()).isEqualTo(1);
    assertThat(intake.broker.in(Intake.LETTERS)).as("the topic has it").hasSize(1);
    assertThat(intake.settled).isEmpty();
  }

  @Test
  void aReplayThatCannotBeSettledNowHoldsNobodyUp() {
    intake.storeUnavailable = true;
    assertThat(pipeline.run(0, List.of(replay("o", "letter"))).answers()).hasSize(1);
    assertThat(intake.settled).isEmpty();
  }

  @Test
  void anEngineThatIsItsOwnJournalIsNotJournaledAgain() {
    intake.engine.journaled = false;
    pipeline.run(0, List.of(order("o")));
    assertThat(intake.log).containsExactly("decide [o]", Intake.RESULTS);
  }

  private CompletableFuture<BatchOutcome> runInBackground(List<ReceivedEvent> batch) {
    return CompletableFuture.supplyAsync(
        () -> pipeline.run(0, batch), task -> new Thread(task).start());
  }
}
