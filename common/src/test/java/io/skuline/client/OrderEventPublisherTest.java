package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderEventPublisherTest {

  private final FakeEventSender broker = new FakeEventSender();
  private final OrderEventPublisher publisher = new OrderEventPublisher(broker, 4);

  private final OrderCreated created = created("o-1");
  private final OrderCancelled cancelled = new OrderCancelled(created.ref());
  private final StockReturned returned =
      new StockReturned("r-1", created.ref(), List.of(new OrderLine("a", 1)));

  @Test
  void theNextEventOfAnOrderWaitsForTheOneBefore() {
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);
    assertThat(broker.sent()).containsExactly(created);

    broker.store(0);
    assertThat(first).isCompletedWithValue(new PublishedEvent(created, "message-0"));
    assertThat(broker.sent()).containsExactly(created, cancelled);
    assertThat(second).isNotDone();

    broker.store(1);
    assertThat(second).isCompletedWithValue(new PublishedEvent(cancelled, "message-1"));
  }

  @Test
  void ordersDoNotWaitForEachOther() {
    publisher.publish(created).isDone();
    publisher.publish(created("o-2")).isDone();

    assertThat(broker.sent()).containsExactly(created, created("o-2"));
  }

  @Test
  void aFailureIsTheEventsOwn() {
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(returned);
    CompletableFuture<PublishedEvent> third = publisher.publish(cancelled);
    TimeoutException timeout = new TimeoutException("no reply");

    broker.fail(0, timeout);
    broker.store(1);
    broker.store(2);

    assertThat(first)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(PublishException.class)
        .withMessage("OrderCreated o-1 may not have been stored; publish it again: no reply")
        .withCause(timeout);
    assertThat(second).isCompletedWithValue(new PublishedEvent(returned, "message-1"));
    assertThat(third).isCompletedWithValue(new PublishedEvent(cancelled, "message-2"));
  }

  @Test
  void aSenderThatCannotEvenBeginIsAFailureOfThatEventOnly() {
    IllegalStateException notRunning = new IllegalStateException("not running");
    broker.failToBegin(notRunning);
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    assertThat(first)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(PublishException.class)
        .withCause(notRunning);
    assertThat(publisher.ordersInFlight()).isZero();

    broker.failToBegin(null);
    CompletableFuture<PublishedEvent> again = publisher.publish(created);
    broker.store(0);
    assertThat(again).isCompletedWithValue(new PublishedEvent(created, "message-0"));
  }

  @Test
  void anErrorOfTheSenderIsAFailureOfThatEventOnly() {
    NoClassDefFoundError missing = new NoClassDefFoundError("a class");
    broker.failToBegin(missing);
    assertThat(publisher.publish(created))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(PublishException.class)
        .withCause(missing);

    broker.failToBegin(null);
    CompletableFuture<PublishedEvent> next = publisher.publish(cancelled);
    broker.store(0);
    assertThat(next).isCompletedWithValue(new PublishedEvent(cancelled, "message-0"));
    assertThat(publisher.ordersInFlight()).isZero();
  }

  @Test
  void publishingNothingTakesNoPlace() {
    for (int i = 0; i < 4; i++) {
      assertThatNullPointerException()
          .isThrownBy(() -> publisher.publish(null))
          .withMessage("event");
    }
    broker.answerAtOnce(CompletableFuture.completedFuture("stored"));
    assertThat(publisher.publish(created))
        .isCompletedWithValue(new PublishedEvent(created, "stored"));
  }

  @Test
  void theBrokersOwnFailureIsToldWithoutItsWrapping() {
    TimeoutException timeout = new TimeoutException("no reply");
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    broker.fail(0, new CompletionException(timeout));
    PublishException failure =
        (PublishException) first.handle((stored, e) -> e).thenApply(e -> e).join();
    assertThat(failure).hasCause(timeout);
    assertThat(failure.event()).isEqualTo(created);

    CompletionException bare = new CompletionException("no reason", null);
    CompletableFuture<PublishedEvent> second = publisher.publish(created);
    broker.fail(1, bare);
    assertThat(second.handle((stored, e) -> e.getCause()).join()).isSameAs(bare);
  }

  @Test
  void anAnswerThatComesAfterItWasGivenUpChangesNothing() {
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);
    publisher.close(Duration.ZERO);
    broker.store(0);
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(broker.sent()).as("what waited behind it is not sent").containsExactly(created);
    assertThat(publisher.ordersInFlight()).isZero();
  }

  @Test
  void lanesAreEmptyOnlyWhenTheLastEventHasLeft() throws InterruptedException {
    OrderedSendQueue lanes = new OrderedSendQueue(4);
    PendingEvent first = new PendingEvent(created);
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isTrue();
    assertThat(lanes.enter(first, true)).isTrue();
    assertThat(lanes.enter(new PendingEvent(cancelled), true)).isFalse();
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isFalse();
    assertThat(lanes.leave(first)).isPresent();
    assertThat(lanes.leave(first)).as("left twice").isEmpty();
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isFalse();
    assertThat(lanes.abandon()).hasSize(1);
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isTrue();
  }

  @Test
  void publishWaitsForRoom() throws InterruptedException {
    fill();
    CountDownLatch returned = new CountDownLatch(1);
    Thread fifth =
        started(
            () -> {
              publisher.publish(created("o-4")).isDone();
              returned.countDown();
            });
    awaitWaiting(fifth);
    assertThat(broker.sent()).hasSize(4);

    broker.store(2);

    assertThat(returned.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(broker.sent()).hasSize(5).last().isEqualTo(created("o-4"));
  }

  @Test
  void whoIsInterruptedWhileWaitingIsTold() throws InterruptedException {
    fill();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiting =
        started(
            () -> {
              boolean failed = publisher.publish(created("late")).isCompletedExceptionally();
              interrupted.complete(failed && Thread.currentThread().isInterrupted());
            });
    awaitWaiting(waiting);

    waiting.interrupt();

    assertThat(interrupted).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
    assertThat(broker.sent()).hasSize(4);
  }

  @Test
  void publishingFromAContinuationNeverWaitsForRoom() {
    CompletableFuture<PublishedEvent> chain =
        publisher.publish(created).thenCompose(done -> publisher.publish(cancelled));
    CompletableFuture<PublishedEvent> burst =
        publisher
            .publish(created("o-2"))
            .thenCompose(
                done ->
                    Stream.of("o-5", "o-6", "o-7")
                        .map(id -> publisher.publish(created(id)))
                        .reduce((a, b) -> b)
                        .orElseThrow());
    publisher.publish(created("o-3")).isDone();
    publisher.publish(created("o-4")).isDone();

    broker.store(0);
    broker.store(1);

    assertThat(broker.sent()).hasSize(8).contains(cancelled, created("o-7"));
    assertThat(chain).isNotDone();
    assertThat(burst).isNotDone();
  }

  @Test
  void aLaneThatFailsAtOnceIsNoRecursion() {
    int many = 100_000;
    OrderEventPublisher wide = new OrderEventPublisher(broker, many + 1);
    CompletableFuture<PublishedEvent> first = wide.publish(created);
    List<CompletableFuture<PublishedEvent>> behind = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      behind.add(wide.publish(cancelled));
    }
    broker.answerAtOnce(CompletableFuture.failedFuture(new IllegalStateException("not running")));

    broker.store(0);

    assertThat(first).isCompleted();
    assertThat(behind).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(wide.ordersInFlight()).isZero();
  }

  @Test
  void finishedOrdersLeaveNothingBehind() {
    publisher.publish(created).isDone();
    publisher.publish(cancelled).isDone();
    publisher.publish(created("o-2")).isDone();
    assertThat(publisher.ordersInFlight()).isEqualTo(2);

    broker.store(0);
    broker.store(1);
    broker.store(2);

    assertThat(publisher.ordersInFlight()).isZero();
  }

  @Test
  void closeWaitsForWhatIsOnItsWay() throws InterruptedException {
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);
    Thread closing = started(publisher::close);
    awaitWaiting(closing);
    assertThat(broker.isClosed()).isFalse();

    broker.store(0);
    broker.store(1);
    closing.join(10_000);

    assertThat(broker.isClosed()).isTrue();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(publisher.publish(created)).isCompletedExceptionally();
    assertThat(broker.sent()).hasSize(2);
  }

  @Test
  void closeDoesNotWaitForever() {
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);

    publisher.close(Duration.ofMillis(1));

    assertThat(broker.isClosed()).isTrue();
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();

    broker.store(0);
    assertThat(broker.sent()).hasSize(1);
  }

  @Test
  void aSenderThatFailsToCloseLeavesNoFutureOpen() {
    broker.failToClose(new IllegalStateException("was FAILED"));
    CompletableFuture<PublishedEvent> first = publisher.publish(created);
    CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);

    publisher.close(Duration.ZERO);

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(publisher.publish(created("o-2"))).isCompletedExceptionally();
  }

  @Test
  void closingFromAContinuationHoldsUpNobody() {
    CompletableFuture<Void> closing = publisher.publish(created).thenRun(publisher::close);
    CompletableFuture<PublishedEvent> onItsWay = publisher.publish(created("o-2"));

    broker.store(0);
    assertThat(closing).as("returned at once").isCompleted();
    assertThat(publisher.publish(created("o-3"))).isCompletedExceptionally();
    assertThat(broker.isClosed()).isFalse();

    broker.store(1);
    assertThat(onItsWay).isCompletedWithValue(new PublishedEvent(created("o-2"), "message-1"));
    await().until(broker::isClosed);
  }

  @Test
  void closeWakesWhoWaitsForRoom() throws InterruptedException {
    fill();
    CompletableFuture<PublishedEvent> late = new CompletableFuture<>();
    Thread waiting =
        started(
            () ->
                publisher
                    .publish(created("late"))
                    .whenComplete((done, failure) -> late.completeExceptionally(failure))
                    .isDone());
    awaitWaiting(waiting);

    publisher.close(Duration.ofMillis(1));

    assertThat(late)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(PublishException.class)
        .withMessageContaining("the publisher is closed");
  }

  @Test
  void manyThreadsOneOrder() throws InterruptedException {
    OrderEventPublisher wide = new OrderEventPublisher(broker, 64);
    broker.answerAtOnce(CompletableFuture.completedFuture("stored"));
    List<Thread> threads = new ArrayList<>();
    List<OrderEvent> expected = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      for (int i = 0; i < 200; i++) {
        expected.add(created("o-" + i % 3));
      }
      threads.add(
          started(
              () -> {
                for (int i = 0; i < 200; i++) {
                  wide.publish(created("o-" + i % 3)).join();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join(20_000);
    }

    assertThat(broker.sent()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(wide.ordersInFlight()).isZero();
  }

  private void fill() {
    for (int i = 0; i < 4; i++) {
      publisher.publish(created("o-" + i)).isDone();
    }
  }

  private static OrderCreated created(String id) {
    return new OrderCreated(
        id, Instant.parse("2026-11-27T08:00:00Z"), List.of(new OrderLine("a", 1)));
  }

  private static Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until the thread is parked in the publisher. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }
}
