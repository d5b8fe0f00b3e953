package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.access.BrokerAccess;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.setup.TopicType;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import io.skuline.wire.ResultType;
import io.skuline.wire.Samples;
import io.skuline.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@ExtendWith(StackExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
@SuppressWarnings("try") // a consumer is held, not called
class SubscribeIT {

  private final EventCodec codec = new EventCodec();
  private final ClientServiceProvider provider = ClientServiceProvider.loadService();

  @Test
  void everyResultArrives(Stack stack) throws Exception {
    SubscriberOptions options = options(stack, "subscribe-all");
    Queue<StockResult> received = new ConcurrentLinkedQueue<>();

    try (ResultSubscriber ignored = ResultSubscriber.connect(options, received::add)) {
      publish(stack, options.topic(), Samples.results().values().stream().map(this::message));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(received).containsAll(Samples.results().values()));
    }
  }

  @Test
  void theBrokerSelectsTypes(Stack stack) throws Exception {
    SubscriberOptions options =
        options(stack, "subscribe-some")
            .withTypes(ResultType.RETURN_ACCEPTED, ResultType.ADJUSTMENT_REJECTED);
    List<StockResult> selected =
        Samples.results().values().stream()
            .filter(
                result -> result instanceof ReturnAccepted || result instanceof AdjustmentRejected)
            .toList();
    Queue<StockResult> received = new ConcurrentLinkedQueue<>();

    try (ResultSubscriber ignored = ResultSubscriber.connect(options, received::add)) {
      publish(stack, options.topic(), Samples.results().values().stream().map(this::message));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(received).containsAll(selected));
    }
    assertThat(received).containsExactlyInAnyOrderElementsOf(selected);
  }

  @Test
  void whatFailsComesAgain(Stack stack) throws Exception {
    SubscriberOptions options = options(stack, "subscribe-again");
    StockResult result = Samples.results().get("deduction-confirmed");
    WireMessage broken =
        new WireMessage("{".getBytes(UTF_8), "o-1", "Broken", Optional.empty(), Map.of());
    AtomicInteger calls = new AtomicInteger();
    Queue<UnreadableResult> unreadable = new ConcurrentLinkedQueue<>();
    ResultListener listener =
        new ResultListener() {
          @Override
          public void onResult(StockResult result) throws Exception {
            if (calls.incrementAndGet() == 1) {
              throw new Exception("the first time it fails");
            }
          }

          @Override
          public void onUnreadable(UnreadableResult message) {
            unreadable.add(message);
          }
        };

    try (ResultSubscriber ignored = ResultSubscriber.connect(options, listener)) {
      publish(stack, options.topic(), List.of(message(result), broken).stream());

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> calls.get() == 2 && unreadable.size() >= 2);
    }
    assertThat(unreadable).extracting(UnreadableResult::attempt).startsWith(1, 2);
    assertThat(unreadable.element().problem()).hasMessageContaining("not valid JSON");
  }

  @Test
  void aListenerMayCloseItsSubscriber(Stack stack) throws Exception {
    SubscriberOptions options = options(stack, "subscribe-close");
    CompletableFuture<ResultSubscriber> subscriber = new CompletableFuture<>();
    CompletableFuture<StockResult> closedAt = new CompletableFuture<>();
    subscriber.complete(
        ResultSubscriber.connect(
            options,
            result -> {
              subscriber.join().close();
              closedAt.complete(result);
            }));
    publish(stack, options.topic(), Samples.results().values().stream().map(this::message));

    assertThat(closedAt).succeedsWithin(Duration.ofSeconds(60));
  }

  @Test
  void aTopicThatIsMissingIsNamed(Stack stack) {
    SubscriberOptions options =
        SubscriberOptions.of(stack.rocketmqEndpoints(), "skuline-watch").withTopic("no-such-topic");

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> ResultSubscriber.connect(options, result -> {}))
        .withMessageContaining("has no topic no-such-topic");
  }

  @Test
  void aGroupThatIsMissingIsNamed(Stack stack) {
    SubscriberOptions options = SubscriberOptions.of(stack.rocketmqEndpoints(), "no-such-group");

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> ResultSubscriber.connect(options, result -> {}))
        .withMessageContaining("has no consumer group no-such-group");
  }

  @Test
  void anEndpointThatDoesNotAnswerIsNamed() {
    SubscriberOptions options = SubscriberOptions.of("127.0.0.1:1", "skuline-watch");

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> ResultSubscriber.connect(options, result -> {}))
        .withMessageStartingWith("no RocketMQ proxy answers at 127.0.0.1:1: ");
  }

  private WireMessage message(StockResult result) {
    return WireMessage.of(result, codec, "/test");
  }

  private SubscriberOptions options(Stack stack, String name) {
    stack.createTopic(name, TopicType.NORMAL);
    stack.createGroup(name + "-reader", false);
    return SubscriberOptions.of(stack.rocketmqEndpoints(), name + "-reader").withTopic(name);
  }

  private void publish(Stack stack, String topic, Stream<WireMessage> messages) throws Exception {
    try (Producer producer =
        provider
            .newProducerBuilder()
            .setClientConfiguration(
                ClientSettings.configuration(
                    stack.rocketmqEndpoints(), Duration.ofSeconds(3), BrokerAccess.open()))
            .setTopics(topic)
            .build()) {
      for (WireMessage message : messages.toList()) {
        producer.send(message.toMessage(provider, topic));
      }
    }
  }
}
