package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.StockDriftException;
import io.skuline.wire.CompactResultCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;

/** A server that answers, fails or turns out to be another one, as the test says. */
class RedisDeductionEngineTest {

  private static final long EPOCH = 7;
  private static final Instant NOW = Instant.parse("2025-11-26T12:30:00Z");
  private static final Duration REMEMBER_FOR = Duration.ofHours(73);
  private static final OrderCreated ORDER =
      new OrderCreated("o", NOW, List.of(new OrderLine("a", 2), new OrderLine("b", 3)));
  private static final String CONFIRMED = "C|1764160200000|a,2,8,2;b,3,7,2";

  private final EpochGate gate = new EpochGate();
  private final Server server = new Server();
  private final Archive archive = new Archive();
  private final List<Long> disowned = new ArrayList<>();
  private boolean cannotDisown;
  private final RedisDeductionEngine engine =
      new RedisDeductionEngine(
          properties(), archive, gate, new SettableClock(NOW), this::disown, server);

  @BeforeEach
  void open() {
    gate.open(EPOCH, Instant.EPOCH);
    server.answers = List.of(CONFIRMED);
  }

  @Test
  void anAnswerIsTheScriptsOwnInTheEpochThatIsOpen() {
    Decisions decisions = engine.decide(List.of(ORDER));
    assertThat(decisions.epoch()).isEqualTo(EPOCH);
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
            new RedisKeys("shop", 0),
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
    gate.close(EPOCH, DataLoss.EPOCH, "another server");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "another server");
    assertThat(server.calls).isZero();
  }

  @Test
  void aCallWithoutAnAnswerLeavesStockOpenAndMayBeRepeated() {
    server.failure = new RedisTimeoutException("no answer in 2 s");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "no answer in 2 s");
    assertUnavailable(() -> engine.confirm(EPOCH), "no answer in 2 s");
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
    assertUnavailable(() -> engine.confirm(EPOCH), "not the server that was verified");
    assertThat(gate.count(DataLoss.SCRIPTS)).isEqualTo(2);
  }

  @Test
  void aServerThatHoldsAnotherEpochSellsNothingAndConfirmsNothing() {
    server.failure = new RedisException("SKULINE_EPOCH holds 8. channel: [id: 0x1]");
    assertUnavailable(() -> engine.confirm(EPOCH), "holds 8");
    assertClosed(DataLoss.EPOCH);
    assertThat(gate.state().reason()).endsWith("holds 8");
    assertThat(disowned).as("it is somebody else's").isEmpty();
  }

  @Test
  void aSkuThatWasChangedByHandFencesTheServerForEverybody() {
    server.failure = new RedisException("SKULINE_CHANGED a");
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "SKULINE_CHANGED a");
    assertThat(disowned).containsExactly(EPOCH);
    assertClosed(DataLoss.CHANGED_SKU);
  }

  @Test
  void aServerThatCannotBeFencedStaysOpenHereSoThatItIsTriedAgain() {
    cannotDisown = true;
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

  @Test
  void aSkuThatTheDatabaseKnowsCannotBeUnknown() {
    server.answers = List.of("R|1764160200000|U|a,2,0");
    archive.stocked = true;
    assertUnavailable(() -> engine.decide(List.of(ORDER)), "lost stock");
    assertThat(disowned).containsExactly(EPOCH);
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

  /** The SKU was stocked after the answer; who sent the order again is told the same again. */
  @Test
  void anUnknownSkuThatIsOnlyToldAgainIsNoLoss() {
    Instant before = NOW.minusMillis(1);
    server.answers = List.of("R|" + before.toEpochMilli() + "|U|a,2,0");
    archive.stocked = true;
    assertThat(engine.decide(List.of(ORDER)).results()).hasSize(1);
    assertThat(archive.askedSkus).isEmpty();
    assertThat(disowned).isEmpty();
    assertThat(gate.state().open()).isTrue();
  }

  /** Also one with a younger time: an order is its id, and may come again with another time. */
  @Test
  void afterARebuildEveryOrderIsLookedUpForAsLongAsAnswersAreRemembered() {
    gate.open(EPOCH, NOW.minus(REMEMBER_FOR).plusSeconds(1));
    StockResult before = rejected(DeductionRejected.Reason.OUT_OF_STOCK);
    archive.answers = List.of(before);
    server.answers = List.of(CONFIRMED, CONFIRMED);
    engine.decide(List.of(ORDER, other("young", NOW.plusSeconds(1))));
    assertThat(archive.asked).containsExactly("o", "young");
    assertThat(server.arguments).contains("1", "o", CompactResultCodec.encode(before));

    gate.close(EPOCH, DataLoss.EPOCH, "a test");
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

  /** Waiting would not help, and would hold every order behind it. */
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

  private void disown(long epoch) {
    if (cannotDisown) {
      throw new RedisException("no connection");
    }
    disowned.add(epoch);
  }

  private void assertClosed(DataLoss loss) {
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.count(loss)).isEqualTo(1);
  }

  private static void assertUnavailable(Runnable step, String why) {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(step::run)
        .withMessageContaining(why);
  }

  private static DeductionRejected rejected(DeductionRejected.Reason reason) {
    Instant at = Instant.ofEpochMilli(1_764_160_200_000L);
    return new DeductionRejected("o", at, reason, List.of(new Shortage("a", 2, 0)));
  }

  private static OrderCreated other(String id) {
    return other(id, NOW);
  }

  private static OrderCreated other(String id, Instant createdAt) {
    return new OrderCreated(id, createdAt, List.of(new OrderLine("c", 1)));
  }

  private static RedisProperties properties() {
    return new RedisProperties(
        "redis://127.0.0.1:1",
        null,
        null,
        "shop",
        Duration.ofSeconds(2),
        REMEMBER_FOR,
        0,
        Duration.ofMillis(500));
  }

  private static final class Server implements DecideScriptCall {

    private List<String> answers = List.of();
    private RedisException failure;
    private int calls;
    private List<Object> arguments = List.of();

    @Override
    public List<String> run(Object[] given) {
      calls++;
      arguments = List.of(given);
      if (failure != null) {
        throw failure;
      }
      return answers;
    }

    @Override
    public void confirm(long epoch) {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static final class Archive implements AnswerArchive {

    private List<StockResult> answers = List.of();
    private boolean stocked;
    private boolean away;
    private boolean notYet;
    private Set<String> incomplete = Set.of();
    private List<String> asked = List.of();
    private List<String> askedSkus = List.of();

    @Override
    public List<StockResult> answersAbout(Collection<String> keys) {
      requireThere();
      asked = List.copyOf(keys);
      if (!incomplete.isEmpty()) {
        throw new IncompleteException(incomplete);
      }
      return answers;
    }

    @Override
    public boolean hasStocked(Collection<String> skus) {
      requireThere();
      askedSkus = List.copyOf(skus);
      return stocked;
    }

    private void requireThere() {
      if (notYet) {
        throw new DeductionUnavailableException("stored 1 of 2 lines");
      }
      if (away) {
        throw new IllegalStateException("the database is away");
      }
    }
  }
}
