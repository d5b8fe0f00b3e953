package io.skuline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deadletter.FakeMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

class ReceivesTest {

  private static final MessageView A = new FakeMessage("a");
  private static final MessageView B = new FakeMessage("b");
  private static final MessageView C = new FakeMessage("c");
  private static final MessageView D = new FakeMessage("d");

  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeConsumer consumer = new FakeConsumer();

  @Test
  void asManyAreUnderWayAsThereMayBe() throws Exception {
    Receives receives = receives(3, LONG);
    receives.begin();
    assertThat(consumer.receives).hasSize(3);
    arrive(A);
    assertThat(taken(receives)).containsExactly(List.of(A));
    receives.begin();
    assertThat(consumer.receives).hasSize(3);
  }

  @Test
  void whatSeveralReceivesBroughtIsTakenTogether() throws Exception {
    Receives receives = begun(3);
    arrive(A);
    arrive(B);
    arrive(C);
    assertThat(taken(receives)).containsExactly(List.of(A), List.of(B), List.of(C));
  }

  @Test
  void noMoreIsTakenThanMayBeWorkedOnTogether() throws Exception {
    Receives receives = begun(3);
    arrive(A, B);
    arrive(C, D);
    arrive(A);
    assertThat(taken(receives)).containsExactly(List.of(A, B));
    assertThat(taken(receives)).containsExactly(List.of(C, D), List.of(A));
  }

  @Test
  void whatWaitsCountsAsUnderWay() throws Exception {
    Receives receives = begun(3);
    arrive(A, B);
    receives.begin();
    assertThat(consumer.receives).hasSize(2);
    assertThat(taken(receives)).hasSize(1);
    receives.begin();
    assertThat(consumer.receives).hasSize(3);
  }

  @Test
  void aReceiveThatFoundNothingIsBegunAgain() throws Exception {
    Receives receives = receives(1, LONG);
    receives.begin();
    arrive();
    assertThat(taken(receives)).isEmpty();
    receives.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void whatComesAfterTheEndIsWaitedForAndGivenBack() throws Exception {
    Receives receives = begun(2);
    CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> receives.giveBack(LONG));
    arrive(A);
    arrive();
    ended.get(10, TimeUnit.SECONDS);
    assertThat(consumer.changed).containsExactly(A);
  }

  @Test
  void oneThatFailedKeepsNothingFromTheOthers() throws Exception {
    Receives receives = begun(2);
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    arrive(A);
    assertThat(taken(receives)).containsExactly(List.of(A));
  }

  @Test
  void whenAllFailItIsSaidAndTheyCanBeBegunAgain() {
    Receives receives = receives(1, LONG);
    receives.begin();
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(receives::take)
        .withMessageContaining("no route");
    receives.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  /** It counted as under way for ever, and its thread waited for it in silence. */
  @Test
  void oneThatAnErrorKeepsFromBeginningIsBegunAgain() {
    Receives receives = receives(1, LONG);
    consumer.broken = new NoClassDefFoundError("a part of the client");
    receives.begin();
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(receives::take);
    consumer.broken = null;
    receives.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void norDoesWhatAnErrorKeepsFromBeingRenewedCountForEver() {
    Receives receives = receives(2, Duration.ZERO);
    receives.begin();
    arrive(A);
    arrive(B);
    consumer.broken = new NoClassDefFoundError("a part of the client");
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(receives::extend);
    consumer.broken = null;
    receives.begin();
    assertThat(consumer.receives).as("in place of the one").hasSize(1);
    receives.extend();
    assertThat(consumer.changed).as("the other one still waits").containsExactly(B);
  }

  @Test
  void whatWaitsIsRenewedOnceHalfItsTimeIsUp() throws Exception {
    Receives receives = receives(1, Duration.ZERO);
    receives.begin();
    arrive(A, B);
    receives.extend();
    assertThat(consumer.changed).containsExactly(A, B);
  }

  @Test
  void whatWaitsAndIsNotDueIsLeftAlone() throws Exception {
    Receives receives = receives(1, LONG);
    receives.begin();
    arrive(A, B);
    receives.extend();
    assertThat(consumer.changed).isEmpty();
    assertThat(taken(receives)).hasSize(1);
  }

  @Test
  void whatCannotBeRenewedIsLeftToOthers() throws Exception {
    Receives receives = receives(1, Duration.ZERO);
    receives.begin();
    arrive(A);
    consumer.refuses = true;
    receives.extend();
    consumer.refuses = false;
    receives.begin();
    arrive(B);
    assertThat(taken(receives)).containsExactly(List.of(B));
  }

  @Test
  void whatOthersMayHaveByNowIsNotTaken() throws Exception {
    Receives receives = receives(1, Duration.ZERO);
    receives.begin();
    arrive(A);
    consumer.refuses = true;
    assertThat(taken(receives)).isEmpty();
  }

  @Test
  void whatWaitsIsGivenBackInReverse() {
    Receives receives = receives(1, LONG);
    receives.begin();
    arrive(A, B);
    receives.giveBack();
    assertThat(consumer.changed).containsExactly(B, A);
    assertThat(consumer.durations).containsOnly(Duration.ofSeconds(1));
  }

  /** Of two messages each, three of which may be worked on together. */
  private Receives receives(int atOnce, Duration invisible) {
    return new Receives(consumer, Reception.of(2, invisible).atOnce(atOnce, 3));
  }

  private Receives begun(int atOnce) {
    Receives receives = receives(atOnce, LONG);
    receives.begin();
    return receives;
  }

  private void arrive(MessageView... messages) {
    consumer.receives.remove().complete(List.of(messages));
  }

  private static List<List<MessageView>> taken(Receives receives) throws InterruptedException {
    return receives.take().stream().map(Held::messages).toList();
  }
}
