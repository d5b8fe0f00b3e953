package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits in a publisher, for room or for its end, and who never does. */
@Timeout(30)
class PublisherWaitingTest extends PublisherFixture {

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
    OrderEventPublisher wide = new OrderEventPublisher(broker, 64, ClientObserver.NONE);
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

  private static Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Until the thread is parked in the publisher. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }
}
