package io.skuline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deadletter.FakeMessage;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

class ReceivesTest {

  private static final MessageView A = new FakeMessage("a");
  private static final MessageView B = new FakeMessage("b");
  private static final MessageView C = new FakeMessage("c");

  private final FakeConsumer consumer = new FakeConsumer();

  @Test
  void whatSeveralReceivesBroughtIsTakenTogether() throws Exception {
    Receives receives = receives(3, Duration.ofSeconds(30));
    receives.begin();
    arrive(A, B);
    arrive(C);
    assertThat(taken(receives)).containsExactly(List.of(A, B), List.of(C));
  }

  @Test
  void whatWaitsCountsAsUnderWay() throws Exception {
    Receives receives = receives(3, Duration.ofSeconds(30));
    receives.begin();
    assertThat(consumer.receives).hasSize(3);
    arrive(A);
    receives.begin();
    assertThat(consumer.receives).hasSize(2);
    assertThat(taken(receives)).hasSize(1);
    receives.begin();
    assertThat(consumer.receives).hasSize(3);
  }

  @Test
  void aReceiveThatFoundNothingIsBegunAgain() throws Exception {
    Receives receives = receives(1, Duration.ofSeconds(30));
    receives.begin();
    arrive();
    assertThat(taken(receives)).isEmpty();
    receives.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void oneThatFailedKeepsNothingFromTheOthers() throws Exception {
    Receives receives = receives(2, Duration.ofSeconds(30));
    receives.begin();
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    arrive(A);
    assertThat(taken(receives)).containsExactly(List.of(A));
    receives.begin();
    assertThat(consumer.receives).hasSize(2);
  }

  @Test
  void whenAllFailItIsSaidAndTheyCanBeBegunAgain() {
    Receives receives = receives(1, Duration.ofSeconds(30));
    receives.begin();
    consumer.receives.remove().completeExceptionally(new IllegalStateException("no route"));
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(receives::take)
        .withMessageContaining("no route");
    receives.begin();
    assertThat(consumer.receives).hasSize(1);
  }

  @Test
  void whatWaitsIsRenewedOnceHalfItsTimeIsUp() throws Exception {
    Receives receives = receives(2, Duration.ZERO);
    receives.begin();
    arrive(A, B);
    receives.extend();
    assertThat(consumer.changed).containsExactly(A, B);
    assertThat(taken(receives)).containsExactly(List.of(A, B));
  }

  @Test
  void whatWaitsAndIsNotDueIsLeftAlone() throws Exception {
    Receives receives = receives(2, Duration.ofSeconds(30));
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
    receives.begin();
    arrive(B);
    assertThat(taken(receives)).containsExactly(List.of(B));
  }

  @Test
  void whatWaitsIsGivenBackInReverse() {
    Receives receives = receives(1, Duration.ofSeconds(30));
    receives.begin();
    arrive(A, B);
    receives.giveBack();
    assertThat(consumer.changed).containsExactly(B, A);
    assertThat(consumer.durations).containsOnly(Duration.ofSeconds(1));
  }

  private Receives receives(int atOnce, Duration invisible) {
    return new Receives(consumer, Reception.of(32, invisible).atOnce(atOnce));
  }

  private void arrive(MessageView... messages) {
    consumer.receives.remove().complete(List.of(messages));
  }

  private static List<List<MessageView>> taken(Receives receives) throws InterruptedException {
    return receives.take().stream().map(Held::messages).toList();
  }
}
