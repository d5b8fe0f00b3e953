package io.skuline.deduction.database;

import static io.skuline.store.shard.ShardIds.idIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementReader;
import io.skuline.store.StockDriftException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cart over two shards, of which only one could commit. D is in the first shard, A in the second.
 */
@ExtendWith(StackExtension.class)
class PartialCommitIT {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private static FaultyShards shards;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T10:00:00Z"));
  private DatabaseDeductionEngine engine;

  @BeforeAll
  static void open(Stack stack) {
    shards = new FaultyShards("half_stored");
  }

  @AfterAll
  static void close() {
    shards.close();
  }

  @BeforeEach
  void stock() {
    shards.clear();
    engine = new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, clock);
    engine.decide(List.of(stocked("D"), stocked("A")));
  }

  @AfterEach
  void everythingAddsUp() throws InterruptedException {
    assertThat(shards.audit().violations()).isEmpty();
  }

  @Test
  void anOrderIsCompletedWhenItComesAgain() {
    OrderCreated order = order("o", 2);
    Instant then = clock.instant();
    failToCommit(1, order);
    assertThat(shards.stock())
        .containsEntry("D", new StockLevel(3, 2))
        .containsEntry("A", new StockLevel(5, 1));
    clock.set(then.plusSeconds(30));
    decide(order("other", 1));

    StockResult answer = decide(order);
    assertThat(answer)
        .isEqualTo(
            new DeductionConfirmed(
                "o", then, List.of(new StockMove("D", 2, 3, 2), new StockMove("A", 2, 2, 3))));
    assertThat(decide(order)).isEqualTo(answer);
    assertThat(shards.stock())
        .containsEntry("D", new StockLevel(2, 3))
        .containsEntry("A", new StockLevel(2, 3));
  }

  @Test
  void anOrderThatCannotHaveTheRestIsRejectedAndWhatItHasIsGivenBack() {
    OrderCreated order = order("o", 2);
    failToCommit(1, order);
    decide(new OrderCreated("greedy", CREATED, List.of(new OrderLine("A", 4))));

    StockResult answer = decide(order);
    assertThat(answer)
        .isEqualTo(
            new DeductionRejected(
                "o",
                clock.instant(),
                DeductionRejected.Reason.OUT_OF_STOCK,
                List.of(new Shortage("A", 2, 1))));
    assertThat(shards.stock().get("D")).isEqualTo(new StockLevel(5, 3));
    assertThat(new MovementReader(shards.shards()).of("D", 3, 1))
        .extracting(Movement::kind)
        .containsExactly(MovementKind.RELEASE);
    assertThat(shards.archive().answersAbout(List.of("o")))
        .as("what was given and taken back is no answer")
        .containsExactly(answer);

    decide(new StockAdjusted("more", CREATED, "A", 10, AdjustmentKind.REPLENISHMENT));
    assertThat(decide(order)).as("it stays rejected").isEqualTo(answer);
    assertThat(decide(new OrderCancelled(order.ref())))
        .isInstanceOfSatisfying(ReturnAccepted.class, none -> assertThat(none.lines()).isEmpty());
  }

  /** The order's own shard, the second, commits its rejection; the first does not give back. */
  @Test
  void whatARejectedOrderHasIsGivenBackEvenIfThatFailsAtFirst() {
    OrderCreated order = order(idIn(FaultyShards.LAYOUT, 1, "o-"), 2);
    failToCommit(1, order);
    decide(new OrderCreated("greedy", CREATED, List.of(new OrderLine("A", 5))));
    failToCommit(0, order);
    assertThat(shards.stock().get("D")).isEqualTo(new StockLevel(3, 2));

    assertThat(decide(order)).isInstanceOf(DeductionRejected.class);
    assertThat(shards.stock().get("D")).isEqualTo(new StockLevel(5, 3));
  }

  /** A sender has used the id twice. Only the first body takes some of A; both take some of D. */
  @Test
  void anotherBodyOfTheSameIdWaitsForTheFirstAndGetsItsAnswer() {
    OrderCreated order = order("o", 2);
    OrderCreated other = new OrderCreated("o", CREATED, List.of(new OrderLine("D", 1)));
    failToCommit(1, order);
    for (OrderCreated each : List.of(other, orderOf("o", "A"), orderOf("o", "A", "D"))) {
      assertThatExceptionOfType(StockDriftException.class)
          .isThrownBy(() -> decide(each))
          .withMessageContaining("its id was used twice");
    }
    StockResult answer = decide(order);
    assertThat(answer).isInstanceOf(DeductionConfirmed.class);
    assertThat(decide(other)).isEqualTo(answer);
    assertThat(shards.stock())
        .containsEntry("D", new StockLevel(3, 2))
        .containsEntry("A", new StockLevel(3, 2));
  }

  private static OrderCreated orderOf(String id, String... skus) {
    return new OrderCreated(
        id, CREATED, List.of(skus).stream().map(sku -> new OrderLine(sku, 2)).toList());
  }

  /**
   * The rejecting shard, the second, cannot commit. Had the first one given back before that, a
   * later delivery could confirm the order with units that others have bought since.
   */
  @Test
  void nothingIsGivenBackBeforeTheRejectionIsStored() {
    OrderCreated order = order(idIn(FaultyShards.LAYOUT, 1, "o-"), 2);
    failToCommit(1, order);
    decide(new OrderCreated("greedy", CREATED, List.of(new OrderLine("A", 5))));
    failToCommit(1, order);
    assertThat(shards.stock().get("D")).isEqualTo(new StockLevel(3, 2));

    decide(new StockAdjusted("more", CREATED, "A", 10, AdjustmentKind.REPLENISHMENT));
    assertThat(decide(order)).isInstanceOf(DeductionConfirmed.class);
    assertThat(shards.stock().get("D")).isEqualTo(new StockLevel(3, 2));
  }

  @Test
  void untilThenNothingElseIsDecidedAboutTheOrder() {
    OrderCreated order = order("o", 2);
    failToCommit(1, order);
    OrderCancelled cancellation = new OrderCancelled(order.ref());
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> decide(cancellation))
        .withMessageContaining("Stored in some shards only");
    decide(order);
    assertThat(decide(cancellation)).isInstanceOf(ReturnAccepted.class);
  }

  /**
   * Otherwise the batch would wait for itself: it would never reach the order behind the return.
   */
  @Test
  void whatIsAnsweredIsAnsweredAgainAlsoBeforeThat() {
    OrderCreated order = order("o", 2);
    StockReturned tooEarly = new StockReturned("r", order.ref(), List.of(new OrderLine("A", 1)));
    List<OrderEvent> batch = List.of(tooEarly, order);
    AtomicInteger commits = new AtomicInteger();
    shards.failing(shard -> shard == 1 && commits.incrementAndGet() == 2);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.decide(batch));
    shards.failing(shard -> false);
    assertThat(engine.decide(batch).results().get(1)).isInstanceOf(DeductionConfirmed.class);
  }

  @Test
  void aCancellationIsCompletedWhenItComesAgain() {
    OrderCreated order = order("o", 2);
    decide(order);
    OrderCancelled cancellation = new OrderCancelled(order.ref());
    failToCommit(1, cancellation);
    assertThat(((ReturnAccepted) decide(cancellation)).lines())
        .containsExactly(new StockMove("D", 2, 5, 3), new StockMove("A", 2, 5, 3));
  }

  @Test
  void aReturnIsCompletedWhenItComesAgain() {
    OrderCreated order = order("o", 2);
    decide(order);
    StockReturned back =
        new StockReturned("r", order.ref(), List.of(new OrderLine("A", 1), new OrderLine("D", 1)));
    failToCommit(1, back);
    assertThat(((ReturnAccepted) decide(back)).lines())
        .containsExactly(new StockMove("A", 1, 4, 3), new StockMove("D", 1, 4, 3));
    assertThat(decide(back)).isEqualTo(decide(back));
  }

  /**
   * Two instances have received the same message. One has committed in the first shard, and not yet
   * in the second. The other one must not take the order for new, or the last unit for sold.
   */
  @Test
  void whoeverElseHasTheOrderWaitsUntilAllShardsHaveIt() throws Exception {
    OrderCreated order =
        new OrderCreated(
            idIn(FaultyShards.LAYOUT, 0, "o-"), CREATED, List.of(new OrderLine("A", 5)));
    CountDownLatch halfWay = new CountDownLatch(1);
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    shards.failing(
        shard -> {
          if (shard == 1 && halfWay.getCount() > 0) {
            halfWay.countDown();
            goOn.join();
          }
          return false;
        });
    CompletableFuture<StockResult> one = CompletableFuture.supplyAsync(() -> decide(order));
    halfWay.await();
    CompletableFuture<StockResult> other = CompletableFuture.supplyAsync(() -> decide(order));
    await("the other one to wait for a lock").until(() -> shards.waiting() > 0 || other.isDone());
    goOn.complete(null);
    assertThat(one.get()).isInstanceOf(DeductionConfirmed.class);
    assertThat(other.get()).isEqualTo(one.get());
  }

  /**
   * The events before the partly stored one in its batch, and those behind it, are decided all the
   * same.
   */
  @Test
  void aWholeBatchComesAgain() {
    OrderCreated order = order("o", 2);
    List<OrderEvent> batch =
        List.of(
            order("before", 1), order, new OrderCancelled(order.ref()), order, order("behind", 1));
    shards.failing(shard -> shard == 1);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.decide(batch));
    shards.failing(shard -> false);
    List<StockResult> answers = engine.decide(batch).results();
    assertThat(answers.get(3)).isEqualTo(answers.get(1)).isInstanceOf(DeductionConfirmed.class);
    assertThat(shards.stock())
        .containsEntry("D", new StockLevel(3, 5))
        .containsEntry("A", new StockLevel(3, 5));
  }

  private void failToCommit(int failing, OrderEvent event) {
    shards.failing(shard -> shard == failing);
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(() -> decide(event));
    shards.failing(shard -> false);
  }

  private StockResult decide(OrderEvent event) {
    return engine.decide(List.of(event)).results().get(0);
  }

  private static StockAdjusted stocked(String sku) {
    return new StockAdjusted("load-" + sku, CREATED, sku, 5, AdjustmentKind.INITIAL);
  }

  private static OrderCreated order(String id, int units) {
    return new OrderCreated(
        id, CREATED, List.of(new OrderLine("D", units), new OrderLine("A", units)));
  }
}
