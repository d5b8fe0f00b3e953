package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The engine's questions to the database: about old orders that Redis may have forgotten, and about
 * unknown SKUs.
 */
class ArchiveLookupTest extends RedisEngineFixture {

  @Test
  void aSkuThatTheDatabaseKnowsCannotBeUnknown() {
    server.answers = List.of("R|1764160200000|U|a,2,0");
    archive.stocked = true;
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "lost stock");
    assertThat(fenced).containsExactly(EPOCH);
    assertClosed(DataLoss.MISSING_SKU);
  }

  @Test
  void aSkuThatNobodyKnowsIsUnknown() {
    server.answers = List.of("R|1764160200000|U|a,2,0");
    assertThat(engine.decide(List.of(ORDER)).results())
        .containsExactly(rejected(DeductionRejected.Reason.UNKNOWN_SKU));
    assertThat(archive.askedSkus).containsExactly("a");
    archive.away = true;
    assertThat(engine.decide(List.of(ORDER)).results()).as("it sells nothing").hasSize(1);
    assertThat(gate.state().open()).isTrue();
  }

  @Test
  void aSkuThatIsSoldOutIsNotLookedUp() {
    server.answers = List.of("R|1764160200000|O|a,2,0");
    archive.stocked = true;
    assertThat(engine.decide(List.of(ORDER)).results())
        .containsExactly(rejected(DeductionRejected.Reason.OUT_OF_STOCK));
    assertThat(archive.askedSkus).isEmpty();
  }

  /**
   * The SKU was stocked after the answer. The order that is sent again gets the same answer again.
   */
  @Test
  void anUnknownSkuThatIsOnlyToldAgainIsNoLoss() {
    Instant before = NOW.minusMillis(1);
    server.answers = List.of("R|" + before.toEpochMilli() + "|U|a,2,0");
    archive.stocked = true;
    assertThat(engine.decide(List.of(ORDER)).results()).hasSize(1);
    assertThat(archive.askedSkus).isEmpty();
    assertThat(fenced).isEmpty();
    assertThat(gate.state().open()).isTrue();
  }

  /**
   * This includes an order with a younger time: an order is its id, and may come again with another
   * time.
   */
  @Test
  void afterARebuildEveryOrderIsLookedUpForAsLongAsAnswersAreRemembered() {
    gate.open(EPOCH, NOW.minus(REMEMBER_FOR).plusSeconds(1));
    StockResult before = rejected(DeductionRejected.Reason.OUT_OF_STOCK);
    archive.answers = List.of(before);
    server.answers = List.of(CONFIRMED, CONFIRMED);
    engine.decide(List.of(ORDER, other("young", NOW.plusSeconds(1))));
    assertThat(archive.asked).containsExactly("o", "young");
    assertThat(server.arguments).contains("1", "o", CompactResultCodec.encode(before));

    gate.close(0, EPOCH, DataLoss.EPOCH, "a test");
    gate.open(EPOCH + 1, NOW.minus(REMEMBER_FOR));
    archive.asked = List.of();
    engine.decide(List.of(ORDER, other("young")));
    assertThat(archive.asked).isEmpty();
  }

  @Test
  void afterARebuildOrdersOfBeforeItWaitForTheDatabaseAndYoungerOnesDoNot() {
    gate.open(EPOCH, NOW.minusSeconds(1));
    archive.away = true;
    OrderCreated before = other("before", NOW.minusSeconds(2));
    assertUnavailable(() -> engine.decide(List.of(ORDER, before)), "asked about old orders");
    assertThat(server.calls).isZero();
    assertThat(engine.decide(List.of(ORDER)).unchecked()).isTrue();
    assertThat(server.calls).isEqualTo(1);
    archive.away = false;
    assertThat(engine.decide(List.of(ORDER)).unchecked()).isFalse();
  }

  @Test
  void anOrderThatIsNotStoredWholeYetIsNotDecided() {
    gate.open(EPOCH, NOW.minusSeconds(1));
    archive.notYet = true;
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "1 of 2 lines");
    assertThat(server.calls).isZero();
  }

  /** Waiting would not help, and would keep back every order behind it. */
  @Test
  void anOrderOfWhichLinesAreLostIsNamedWithWhatFollowsItAndNothingIsDecided() {
    gate.open(EPOCH, NOW.minusSeconds(1));
    archive.incomplete = Set.of("o");
    List<OrderEvent> batch = List.of(other("p"), ORDER, new OrderCancelled(ORDER.ref()));
    assertThatExceptionOfType(IncompleteAnswerException.class)
        .isThrownBy(() -> engine.decide(batch))
        .withMessageContaining("lacks lines of the answer, and they will not come: o;")
        .satisfies(e -> assertThat(e.events()).containsExactlyInAnyOrder(1, 2));
    assertThat(server.calls).isZero();
  }

  @Test
  void anOrderThatMayBeForgottenIsNotDecidedWhileTheDatabaseCannotBeAsked() {
    archive.away = true;
    OrderCreated old = other("old", NOW.minus(REMEMBER_FOR));
    assertUnavailable(() -> engine.decide(List.of(ORDER, old)), "asked about old orders");
    assertThat(server.calls).isZero();
  }

  @Test
  void whatCameBackSoFarIsRecalledAsASumOfAllReturns() {
    Instant at = NOW;
    List<StockResult> answers =
        List.of(
            new ReturnAccepted("r1", "o", at, List.of(new StockMove("a", 1, 9, 3))),
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION, "o", at, List.of(new StockMove("a", 1, 10, 4))),
            new ReturnRejected("r2", "o", at, ReturnRejected.Reason.EXCEEDS_DEDUCTED, List.of()),
            new AdjustmentRejected("x", at, AdjustmentRejected.Reason.BELOW_ZERO, "a", -9, 1));
    List<RecalledAnswer> recalled = RecalledAnswer.from(answers);
    assertThat(recalled)
        .extracting(RecalledAnswer::field)
        .containsExactly("o/r1", "o!", "o/r2", "x*", "o+");
    assertThat(recalled.get(4).value()).isEqualTo("a,2");
  }
}
