package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockReturned;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockDriftException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;

/** A server that answers, fails or turns out to be another one, as the test says. */
class RedisDeductionEngineTest extends RedisEngineFixture {

  @Test
  void anAnswerIsTheScriptsOwnInTheEpochThatIsOpen() {
    Decisions decisions = engine.decide(List.of(ORDER));
    assertThat(decisions.epochs().at(0)).isEqualTo(EPOCH);
    assertThat(decisions.results())
        .containsExactly(
            new DeductionConfirmed(
                "o",
                Instant.ofEpochMilli(1_764_160_200_000L),
                List.of(new StockMove("a", 2, 8, 2), new StockMove("b", 3, 7, 2))));
    assertThat(archive.asked).as("what is younger than the memory is not looked up").isEmpty();
  }

  @Test
  void aBatchHasOneTo128Events() {
    assertThatIllegalArgumentException().isThrownBy(() -> engine.decide(List.of()));
    List<OrderEvent> most = Collections.nCopies(DeductionEngine.MAX_EVENTS, ORDER);
    server.answers = Collections.nCopies(DeductionEngine.MAX_EVENTS, CONFIRMED);
    assertThat(engine.decide(most).results()).hasSize(DeductionEngine.MAX_EVENTS);
    List<OrderEvent> tooMany = Collections.nCopies(DeductionEngine.MAX_EVENTS + 1, ORDER);
    assertThatIllegalArgumentException().isThrownBy(() -> engine.decide(tooMany));
  }

  @Test
  void whatIsSentSaysTheEpochTheTimeAndEveryEventWithItsBucket() {
    AnswerBuckets buckets = new AnswerBuckets(REMEMBER_FOR);
    StockReturned returned = new StockReturned("r", ORDER.ref(), List.of(new OrderLine("a", 1)));
    StockAdjusted adjusted = new StockAdjusted("x", NOW, "a", -4, AdjustmentKind.CORRECTION);
    Object[] arguments =
        DecideScript.arguments(
            new RedisKeys("shop", "0"),
            EPOCH,
            NOW,
            buckets,
            List.of(new RecalledAnswer("o", "o!", "text")),
            List.of(ORDER, new OrderCancelled(ORDER.ref()), returned, adjusted));
    String order = buckets.bucket("o");
    String adjustment = buckets.bucket("x");
    assertThat(arguments)
        .containsExactly(
            "7",
            "shop:{0}:7:s:",
            "shop:{0}:7:o:",
            Long.toString(NOW.toEpochMilli()),
            Long.toString(AnswerBuckets.GENERATION.toMillis()),
            Long.toString(buckets.earlierGenerations()),
            "1",
            order,
            "o!",
            "text",
            "O",
            order,
            "o",
            "",
            "2",
            "a",
            "2",
            "b",
            "3",
            "X",
            order,
            "o",
            ReturnAccepted.CANCELLATION,
            "0",
            "R",
            order,
            "o",
            "r",
            "1",
            "a",
            "1",
            "C",
            adjustment,
            "x",
            "",
            "1",
            "a",
            "-4");
    assertThat(DecideScript.onlyTheEpoch(EPOCH)).containsExactly("7", "", "", "0", "1", "0", "0");
  }

  @Test
  void nothingIsAskedWhileStockIsFenced() {
    gate.close(0, EPOCH, DataLoss.EPOCH, "another server");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "another server");
    assertThat(server.calls).isZero();
  }

  @Test
  void aCallWithoutAnAnswerLeavesStockOpenAndMayBeRepeated() {
    server.failure = new RedisTimeoutException("no answer in 2 s");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "no answer in 2 s");
    assertUnavailable(() -> engine.confirm(PartitionEpochs.single(EPOCH)), "no answer in 2 s");
    assertThat(gate.state().open()).isTrue();
    server.failure = null;
    assertThat(engine.decide(List.of(ORDER)).results()).hasSize(1);
  }

  @Test
  void aServerWithoutTheScriptIsNotTheOneThatWasVerified() {
    server.failure = new RedisNoScriptException("NOSCRIPT");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "not the server that was verified");
    assertClosed(DataLoss.SCRIPTS);
    gate.open(EPOCH, Instant.EPOCH);
    assertUnavailable(
        () -> engine.confirm(PartitionEpochs.single(EPOCH)), "not the server that was verified");
    assertThat(gate.count(DataLoss.SCRIPTS)).isEqualTo(2);
  }

  @Test
  void aServerThatHoldsAnotherEpochSellsNothingAndConfirmsNothing() {
    server.failure = new RedisException("SKULINE_EPOCH holds 8. channel: [id: 0x1]");
    assertUnavailable(() -> engine.confirm(PartitionEpochs.single(EPOCH)), "holds 8");
    assertClosed(DataLoss.EPOCH);
    assertThat(gate.state().reason()).endsWith("holds 8");
    assertThat(fenced).as("it is somebody else's").isEmpty();
  }

  @Test
  void aSkuThatWasChangedByHandFencesTheServerForEverybody() {
    server.failure = new RedisException("SKULINE_CHANGED a");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "SKULINE_CHANGED a");
    assertThat(fenced).containsExactly(EPOCH);
    assertClosed(DataLoss.CHANGED_SKU);
  }

  @Test
  void aServerThatCannotBeFencedStaysOpenHereSoThatItIsTriedAgain() {
    cannotFence = true;
    server.failure = new RedisException("SKULINE_CHANGED a");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "cannot be fenced");
    assertThat(gate.state().open()).isTrue();
  }

  @Test
  void whatIsStoredInTheWrongTypeIsNotWaitedFor() {
    server.failure = new RedisException("WRONGTYPE Operation against a key");
    assertThatExceptionOfType(StockDriftException.class)
        .isThrownBy(() -> engine.decide(List.of(ORDER)));
    assertThat(gate.state().open()).isTrue();
  }

  @Test
  void aBatchThatTouchesSkusInQuarantineSaysWhichAndWhichEvents() {
    server.failure = new RedisException("SKULINE_QUARANTINED a,b 1:1;12:1,2. channel: x");
    List<OrderEvent> batch = new ArrayList<>(Collections.nCopies(12, other("fine")));
    batch.set(1, ORDER);
    batch.add(other("last"));
    QuarantinedException e =
        catchThrowableOfType(QuarantinedException.class, () -> engine.decide(batch));
    assertThat(e.skus()).containsExactlyInAnyOrder("a", "b");
    assertThat(e.events()).containsExactlyInAnyOrder(1, 12);
    assertThat(e.heldBy(1)).containsExactly("a");
    assertThat(e.heldBy(12)).containsExactly("a", "b");
    assertThat(gate.state().open()).isTrue();
  }
}
