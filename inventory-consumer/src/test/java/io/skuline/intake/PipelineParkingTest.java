package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.ParkedMessage;
import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of a batch that become dead letters, and the events that wait behind them. */
@Timeout(30)
class PipelineParkingTest extends PipelineFixture {

  @Test
  void aMalformedBatchAsksTheEngineNothing() {
    BatchOutcome outcome = pipeline.run(0, List.of(malformed()));
    assertThat(intake.log).containsExactly(Intake.LETTERS);
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.MISSING_FIELD);
  }

  @Test
  void whatFollowsAMalformedMessageOfItsOrderWaitsBehindIt() {
    ReceivedEvent.Malformed malformed =
        new ReceivedEvent.Malformed(
            new FakeMessage("{\"type\":\"OrderCreated\",\"orderId\":\"o\"}"),
            InvalidEventException.missing("createdAt"));
    BatchOutcome outcome = pipeline.run(0, List.of(malformed, cancellation("o")));
    assertThat(outcome.answers()).isEmpty();
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.MISSING_FIELD, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void whatIsInQuarantineIsSetAsideAndTheOthersAreAnswered() {
    intake.engine.quarantined.add("held");
    BatchOutcome outcome = pipeline.run(0, List.of(order("a"), order("held"), order("b")));
    assertThat(outcome.answers())
        .containsExactly(intake.engine.answer("a"), intake.engine.answer("b"));
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.QUARANTINED);
    assertThat(outcome.parked().get(0).heldBy()).containsExactly("sku-of-held");
    assertThat(outcome.parked().get(0).error()).isEqualTo("In quarantine: sku-of-held");
    assertThat(intake.log).startsWith("decide [a, held, b]", "decide [a, b]", Intake.JOURNAL);
  }

  @Test
  void whatTouchesAClosedPartitionWaitsForAWhileAndIsThenSetAside() {
    intake.engine.fenced.add("held");
    intake.engine.closedFor = Duration.ofSeconds(1);
    assertOutage(() -> pipeline.run(0, List.of(order("a"), order("held"))));
    assertThat(intake.log).containsExactly("decide [a, held]");
    intake.engine.closedFor = Duration.ofSeconds(2);
    BatchOutcome outcome =
        pipeline.run(0, List.of(order("a"), order("held"), cancellation("held")));
    assertThat(outcome.answers()).containsExactly(intake.engine.answer("a"));
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.FENCED, ParkReason.FENCED);
    assertThat(outcome.parked().get(1).heldBy()).containsExactly("sku-of-held");
  }

  @Test
  void eachEventInQuarantineWaitsForItsOwnSkusAndWhatFollowsItForTheSame() {
    intake.engine.quarantined.addAll(List.of("a", "b"));
    BatchOutcome outcome = pipeline.run(0, List.of(order("a"), order("b"), cancellation("a")));
    assertThat(outcome.parked())
        .extracting(ParkedMessage::heldBy)
        .containsExactly(Set.of("sku-of-a"), Set.of("sku-of-b"), Set.of("sku-of-a"));
  }

  /** Otherwise the order would keep its lane for ever. */
  @Test
  void anOrderOfWhoseAnswerLinesAreLostIsSetAsideAndTheOthersAreAnswered() {
    intake.engine.incomplete.add("lost");
    BatchOutcome outcome =
        pipeline.run(0, List.of(order("a"), order("lost"), cancellation("lost"), order("b")));
    assertThat(outcome.answers()).extracting(StockResult::key).containsExactly("a", "b");
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.INCOMPLETE_ANSWER, ParkReason.INCOMPLETE_ANSWER);
    assertThat(outcome.parked().get(0).error()).contains("lost; settle the anomaly");
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
        pipeline.sift(0, List.of(order("a"), order("bad"), order("b"), malformed()));
    assertThat(outcome.answers())
        .containsExactly(intake.engine.answer("a"), intake.engine.answer("b"));
    assertThat(outcome.parked())
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
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.FAILED, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void whatFollowsAnEventInQuarantineWaitsAlsoWhileSifting() {
    intake.engine.quarantined.add("held");
    BatchOutcome outcome = pipeline.sift(0, List.of(order("held"), cancellation("held")));
    assertThat(outcome.parked())
        .extracting(ParkedMessage::reason)
        .containsExactly(ParkReason.QUARANTINED, ParkReason.FOLLOWS_PARKED);
  }

  @Test
  void anOutageWhileItSiftsParksNothing() {
    intake.engine.away = true;
    assertOutage(() -> pipeline.sift(0, List.of(malformed(), order("o"))));
    intake.engine.away = false;
    intake.engine.ended = true;
    assertOutage(() -> pipeline.sift(0, List.of(malformed(), order("o"))));
    intake.engine.ended = false;
    for (String topic : List.of(Intake.JOURNAL, Intake.RESULTS)) {
      intake.broker.refuse(topic);
      assertNotStored(() -> pipeline.sift(0, List.of(malformed(), order("o"))));
      intake.broker.accept(topic);
    }
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
  }

  @Test
  void followUpsThatCannotBeCheckedPassAndAreCounted() {
    intake.storeUnavailable = true;
    assertThat(pipeline.run(0, List.of(cancellation("o"))).unchecked()).isEqualTo(1);
    assertThat(pipeline.sift(0, List.of(cancellation("o"))).unchecked()).isEqualTo(1);
  }
}
