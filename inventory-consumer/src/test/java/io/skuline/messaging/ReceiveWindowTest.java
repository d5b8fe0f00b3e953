package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.client.FakeMessage;
import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {

  private static final MessageView A = new FakeMessage("a");
  private static final MessageView B = new FakeMessage("b");
  private static final MessageView C = new FakeMessage("c");
  private static final MessageView D = new FakeMessage("d");

  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeConsumer consumer = new FakeConsumer();

  @Test
  void asManyAreUnderWayAsThereMayBe() throws Exception {
    ReceiveWindow window = receives(3, LONG);
    window.begin();
    assertThat(consumer.receives).hasSize(3);
    arrive(A);
    assertThat(taken(window)).containsExactly(List.of(A));
    window.begin();
    assertThat(consumer.receives).hasSize(3);
  }

  /** A receive waits at one broker, while messages may lie at another. */
  @Test
  void thereIsAReceiveForEachBroker() {
    MessageConsumer one = consumer.asConsumer();
    assertThat(one.brokers()).as("none is known yet").isEqualTo(1);
    new ReceiveWindow(new OfBrokers(one, 3), ReceiveOptions.of(1, LONG), TimeSource.SYSTEM).begin();
    assertThat(consumer.receives).hasSize(3);
  }

  private record OfBrokers(MessageConsumer consumer, int brokers) implements MessageConsumer {

    @Override
    public CompletableFuture<List<MessageView>> receive(int most, Duration invisible) {
      return consumer.receive(most, invisible);
    }

    @Override
    public CompletableFuture<Void> changeInvisible(MessageView message, Duration invisible) {
      return consumer.changeInvisible(message, invisible);
    }

    @Override
    public int acknowledge(List<MessageView> messages) {
      return consumer.acknowledge(messages);
    }

    @Override
    public void close() {}
  }

  @Test
  void whatSeveralReceivesBroughtIsTakenTogether() throws Exception {
    ReceiveWindow window = begun(3);
    arrive(A);
    arrive(B);
    arrive(C);
    assertThat(taken(window)).containsExactly(List.of(A), List.of(B), List.of(C));
  }

  @Test
  void noMoreIsTakenThanMayBeWorkedOnTogether() throws Exception {
    ReceiveWindow window = begun(3);
    arrive(A, B);
    arrive(C, D);
    arrive(A);
    assertThat(taken(window)).containsExactly(List.of(A, B));
    assertThat(taken(window)).containsExactly(List.of(C, D), List.of(A));
  }

  @Test
  void whatWaitsCountsAsUnderWay() throws Exception {
    ReceiveWindow window = begun(3);
    arrive(A, B);
    window.begin();
    assertThat(consumer.receives).hasSize(2);
    assertThat(taken(window)).hasSize(1);
    window.begin();
    assertThat(consumer.receives).hasSize(3);
  }

  @Test
  void aReceiveThatFoundNothingIsBegunAgain() throws Exception {
    ReceiveWindow window = receives(1, LONG);
    window.begin();
    arrive();
    assertThat(taken(window)).isEmpty();
    window.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void whatComesAfterTheEndIsWaitedForAndGivenBack() throws Exception {
    ReceiveWindow window = begun(2);
    CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> window.release(LONG));
    arrive(A);
    arrive();
    ended.get(10, TimeUnit.SECONDS);
    assertThat(consumer.changed).containsExactly(A);
  }

  @Test
  void oneThatFailedKeepsNothingFromTheOthers() throws Exception {
    ReceiveWindow window = begun(2);
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    arrive(A);
    assertThat(taken(window)).containsExactly(List.of(A));
  }

  @Test
  void whenAllFailItIsSaidAndTheyCanBeBegunAgain() {
    ReceiveWindow window = receives(1, LONG);
    window.begin();
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(window::take)
        .withMessageContaining("no route");
    window.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  /** The receive once counted as under way for ever, and its thread waited for it silently. */
  @Test
  void oneThatAnErrorKeepsFromBeginningIsBegunAgain() {
    ReceiveWindow window = receives(1, LONG);
    consumer.broken = new NoClassDefFoundError("a part of the client");
    window.begin();
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(window::take);
    consumer.broken = null;
    window.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void norDoesWhatAnErrorKeepsFromBeingRenewedCountForEver() {
    ReceiveWindow window = receives(2, Duration.ZERO);
    window.begin();
    arrive(A);
    arrive(B);
    consumer.broken = new NoClassDefFoundError("a part of the client");
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(window::renew);
    consumer.broken = null;
    window.begin();
    assertThat(consumer.receives).as("in place of the one").hasSize(1);
    window.renew();
    assertThat(consumer.changed).as("the other one still waits").containsExactly(B);
  }

  @Test
  void whatWaitsIsRenewedOnceHalfItsTimeIsUp() throws Exception {
    ReceiveWindow window = receives(1, Duration.ZERO);
    window.begin();
    arrive(A, B);
    window.renew();
    assertThat(consumer.changed).containsExactly(A, B);
  }

  @Test
  void whatWaitsAndIsNotDueIsLeftAlone() throws Exception {
    ReceiveWindow window = receives(1, LONG);
    window.begin();
    arrive(A, B);
    window.renew();
    assertThat(consumer.changed).isEmpty();
    assertThat(taken(window)).hasSize(1);
  }

  @Test
  void whatCannotBeRenewedIsLeftToOthers() throws Exception {
    ReceiveWindow window = holdsWhatCannotBeRenewed();
    window.renew();
    consumer.refuses = false;
    window.begin();
    arrive(B);
    assertThat(taken(window)).containsExactly(List.of(B));
  }

  @Test
  void whatOthersMayHaveByNowIsNotTaken() throws Exception {
    ReceiveWindow window = holdsWhatCannotBeRenewed();
    assertThat(taken(window)).isEmpty();
  }

  @Test
  void whatWaitsIsGivenBackInReverse() {
    ReceiveWindow window = receives(1, LONG);
    window.begin();
    arrive(A, B);
    window.release();
    assertThat(consumer.changed).containsExactly(B, A);
    assertThat(consumer.durations).containsOnly(Duration.ofSeconds(1));
  }

  /** Returns a window that holds a message whose time cannot be renewed. */
  private ReceiveWindow holdsWhatCannotBeRenewed() {
    ReceiveWindow window = receives(1, Duration.ZERO);
    window.begin();
    arrive(A);
    consumer.refuses = true;
    return window;
  }

  /** Returns receives of two messages each, of which three messages may be handled together. */
  private ReceiveWindow receives(int atOnce, Duration invisible) {
    return new ReceiveWindow(
        consumer.asConsumer(),
        ReceiveOptions.of(2, invisible).atOnce(atOnce, 3),
        TimeSource.SYSTEM);
  }

  private ReceiveWindow begun(int atOnce) {
    ReceiveWindow window = receives(atOnce, LONG);
    window.begin();
    return window;
  }

  private void arrive(MessageView... messages) {
    consumer.receives.remove().complete(List.of(messages));
  }

  private static List<List<MessageView>> taken(ReceiveWindow window) throws InterruptedException {
    return window.take().stream().map(MessageLease::messages).toList();
  }
}
