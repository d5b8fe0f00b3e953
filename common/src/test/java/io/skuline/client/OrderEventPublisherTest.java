package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of one order are sent one after the other, and each has its own success or failure. */
@Timeout(30)
class OrderEventPublisherTest extends PublisherFixture {

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
    PendingEvent first = new PendingEvent(created, ClientObserver.Exchange.NONE);
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isTrue();
    assertThat(lanes.enter(first, true)).isTrue();
    assertThat(lanes.enter(new PendingEvent(cancelled, ClientObserver.Exchange.NONE), true))
        .isFalse();
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isFalse();
    assertThat(lanes.leave(first)).isPresent();
    assertThat(lanes.leave(first)).as("left twice").isEmpty();
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isFalse();
    assertThat(lanes.abandon()).hasSize(1);
    assertThat(lanes.awaitEmpty(Duration.ZERO)).isTrue();
  }

  @Test
  void aLaneThatFailsAtOnceIsNoRecursion() {
    int many = 100_000;
    OrderEventPublisher wide = new OrderEventPublisher(broker, many + 1, ClientObserver.NONE);
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
}
