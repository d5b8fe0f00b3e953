package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.access.BrokerAccess;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockReturned;
import io.skuline.setup.TopicType;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import io.skuline.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageId;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@Timeout(180)
class PublishIT {

  private static final int THREADS = 64;
  private static final int ORDERS_PER_THREAD = 4;
  private static final int RETURNS = 4;

  private final EventCodec codec = new EventCodec();

  @Test
  void theEventsOfEachOrderAreStoredInTheOrderPublished(Stack stack) throws Exception {
    stack.createTopic("publish-order", TopicType.FIFO);
    stack.createGroup("publish-order-reader", true);
    int expected = THREADS * ORDERS_PER_THREAD * (RETURNS + 2);
    Map<String, Set<String>> received = new HashMap<>();

    try (SimpleConsumer reader = reader(stack, "publish-order", "publish-order-reader")) {
      publishFromManyThreads(stack);
      for (MessageView message : receive(reader, expected)) {
        OrderEvent event = codec.decode(message.getBody());
        received.computeIfAbsent(event.key(), key -> new LinkedHashSet<>()).add(name(event));
      }
    }

    assertThat(received).hasSize(THREADS * ORDERS_PER_THREAD);
    received.forEach(
        (order, names) ->
            assertThat(names)
                .containsExactlyElementsOf(
                    eventsOf(order, "a").stream().map(PublishIT::name).toList()));
  }

  @Test
  void aMessageCarriesWhatRocketMqAndCloudEventsLookFor(Stack stack) throws Exception {
    stack.createTopic("publish-one", TopicType.FIFO);
    stack.createGroup("publish-one-reader", true);
    OrderCreated order = order("o-1", "tv-55");

    try (SimpleConsumer reader = reader(stack, "publish-one", "publish-one-reader");
        OrderEventPublisher publisher = publisher(stack, "publish-one")) {
      PublishedEvent published = publisher.publish(order).join();
      MessageView message = receive(reader, 1).get(0);

      assertThat(message.getMessageId()).hasToString(published.messageId());
      assertThat(message.getKeys()).containsExactly("o-1");
      assertThat(message.getTag()).hasValue("OrderCreated");
      assertThat(message.getMessageGroup()).hasValue("tv-55");
      assertThat(message.getProperties())
          .containsEntry("CE_id", "OrderCreated/o-1")
          .containsEntry("CE_source", "/test")
          .containsEntry("CE_type", "io.skuline.OrderCreated.v1");
      assertThat(codec.decode(message.getBody())).isEqualTo(order);
    }
  }

  /** RocketMQ 5.5's proxy refuses a message group of 64 bytes, which is the most that a SKU has. */
  @Test
  void anOrderOfTheLongestSkuIsPublished(Stack stack) throws Exception {
    stack.createTopic("publish-longest", TopicType.FIFO);
    stack.createGroup("publish-longest-reader", true);
    OrderCreated order = order("o".repeat(Limits.MAX_ID_LENGTH), "s".repeat(Limits.MAX_ID_LENGTH));

    try (SimpleConsumer reader = reader(stack, "publish-longest", "publish-longest-reader");
        OrderEventPublisher publisher = publisher(stack, "publish-longest")) {
      publisher.publish(order).join();

      MessageView message = receive(reader, 1).get(0);
      assertThat(codec.decode(message.getBody())).isEqualTo(order);
      assertThat(message.getMessageGroup()).hasValue("s".repeat(63));
    }
  }

  /**
   * The longest message group there is: the broker takes it, and the character before the number.
   */
  @Test
  void anOrderOfAHotSkuAndWhatFollowsItWaitInOneOfSixteenGroups(Stack stack) throws Exception {
    stack.createTopic("publish-hot", TopicType.FIFO);
    stack.createGroup("publish-hot-reader", true);
    String sku = "s".repeat(SpreadGroups.MAX_SKU_LENGTH);
    List<OrderEvent> events = eventsOf("order-1", sku);
    assertThat(SpreadGroups.of(sku, "order-1")).hasSize(63);

    try (FakeHotSkuService service = new FakeHotSkuService()) {
      service.lists(sku);
      try (SimpleConsumer reader = reader(stack, "publish-hot", "publish-hot-reader");
          OrderEventPublisher publisher =
              OrderEventPublisher.connect(
                  PublisherOptions.of(stack.rocketmqEndpoints(), "/test")
                      .withHotSkus(service.url())
                      .withTopic("publish-hot"))) {
        List<CompletableFuture<PublishedEvent>> stored =
            events.stream().map(publisher::publish).toList();

        assertThat(receive(reader, events.size()))
            .allSatisfy(
                message ->
                    assertThat(message.getMessageGroup()).hasValue(SpreadGroups.of(sku, "order-1")))
            .extracting(message -> codec.decode(message.getBody()))
            .containsExactlyElementsOf(events);
        assertThat(stored).allMatch(CompletableFuture::isDone);
      }
    }
  }

  @Test
  void whatDependsOnAFutureMayClose(Stack stack) {
    stack.createTopic("publish-close", TopicType.FIFO);
    OrderEventPublisher publisher = publisher(stack, "publish-close");
    CompletableFuture<Void> closed =
        publisher.publish(order("o-1", "tv-55")).thenRun(publisher::close);
    assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    assertThat(publisher.publish(order("o-2", "tv-55"))).isCompletedExceptionally();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("skuline-publisher-close")));
  }

  @Test
  void anEndpointThatDoesNotAnswerIsNamed() {
    PublisherOptions options = PublisherOptions.of("127.0.0.1:1", "/test");

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> OrderEventPublisher.connect(options))
        .withMessageStartingWith("no RocketMQ proxy answers at 127.0.0.1:1: ");
  }

  @Test
  void aTopicThatIsMissingIsNamed(Stack stack) {
    PublisherOptions options =
        PublisherOptions.of(stack.rocketmqEndpoints(), "/test").withTopic("no-such-topic");

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> OrderEventPublisher.connect(options))
        .withMessage(
            "RocketMQ at %s has no topic no-such-topic: create it first"
                .formatted(stack.rocketmqEndpoints()));
  }

  private static void publishFromManyThreads(Stack stack) throws InterruptedException {
    Queue<CompletableFuture<PublishedEvent>> published = new ConcurrentLinkedQueue<>();
    try (OrderEventPublisher publisher = publisher(stack, "publish-order")) {
      List<Thread> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        List<OrderEvent> events = interleaved(thread);
        threads.add(new Thread(() -> events.forEach(e -> published.add(publisher.publish(e)))));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(published).allMatch(future -> !future.isCompletedExceptionally());
  }

  /**
   * Publishes the first event of each order, then the second of each, and so on, all in one SKU's
   * queue.
   */
  private static List<OrderEvent> interleaved(int thread) {
    List<List<OrderEvent>> orders =
        IntStream.range(0, ORDERS_PER_THREAD)
            .mapToObj(i -> eventsOf("o-%d-%d".formatted(thread, i), "a"))
            .toList();
    return IntStream.range(0, RETURNS + 2)
        .boxed()
        .flatMap(step -> orders.stream().map(events -> events.get(step)))
        .toList();
  }

  private static List<OrderEvent> eventsOf(String id, String sku) {
    OrderCreated created = order(id, sku);
    List<OrderEvent> events = new ArrayList<>();
    events.add(created);
    for (int i = 0; i < RETURNS; i++) {
      events.add(new StockReturned("r-" + i, created.ref(), List.of(new OrderLine(sku, 1))));
    }
    events.add(new OrderCancelled(created.ref()));
    return events;
  }

  private static OrderCreated order(String id, String sku) {
    return new OrderCreated(
        id, Instant.parse("2026-11-27T08:00:00Z"), List.of(new OrderLine(sku, 10)));
  }

  private static String name(OrderEvent event) {
    return EventType.of(event).wireName() + "/" + event.eventId();
  }

  private static OrderEventPublisher publisher(Stack stack, String topic) {
    return OrderEventPublisher.connect(
        PublisherOptions.of(stack.rocketmqEndpoints(), "/test").withTopic(topic));
  }

  private static SimpleConsumer reader(Stack stack, String topic, String group) throws Exception {
    return ClientServiceProvider.loadService()
        .newSimpleConsumerBuilder()
        .setClientConfiguration(
            ClientSettings.configuration(
                stack.rocketmqEndpoints(), Duration.ofSeconds(3), BrokerAccess.open()))
        .setConsumerGroup(group)
        .setSubscriptionExpressions(Map.of(topic, FilterExpression.SUB_ALL))
        .setAwaitDuration(Duration.ofSeconds(5))
        .build();
  }

  /** Receives at least this many messages as they arrive, duplicates included. */
  private static List<MessageView> receive(SimpleConsumer reader, int atLeast) throws Exception {
    Set<MessageId> ids = new HashSet<>();
    List<MessageView> messages = new ArrayList<>();
    while (ids.size() < atLeast) {
      List<MessageView> batch = reader.receive(32, Duration.ofSeconds(30));
      batch.forEach(message -> ids.add(message.getMessageId()));
      messages.addAll(batch);
      CompletableFuture.allOf(
              batch.stream().map(reader::ackAsync).toArray(CompletableFuture<?>[]::new))
          .join();
    }
    return messages;
  }
}
