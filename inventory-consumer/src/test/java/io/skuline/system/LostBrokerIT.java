package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.StackRedis;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.messaging.MessageConsumer;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.ReceiveOptions;
import io.skuline.messaging.RocketMqClient;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One of two brokers is unavailable for a while. The tests always run on local servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostBrokerIT {

  private static final int SKUS = 24;
  private static final int UNITS = 10;
  private static final int MESSAGES = 40;

  private LocalStack stack;

  @BeforeAll
  void start() {
    stack = LocalStack.start(StackOptions.defaults().withSecondBroker());
  }

  @AfterAll
  void close() {
    stack.close();
  }

  /**
   * Published answers lie unread in the journal's queues at that broker. Their message groups go to
   * the other broker's queues by now, and so do barriers that are sent with them.
   */
  @Test
  void whatWasToldIsWaitedForUntilTheBrokerIsBack() throws Exception {
    Installation installation = Installation.on(stack);
    // A lane writes with a message group of its own, so this many lanes use the queues of both
    // brokers.
    Map<String, String> settings =
        Map.of("SKULINE_INTAKE_LANES", "16", "SKULINE_INTAKE_RECEIVES", "1");
    try (ServiceProcess service = ServiceProcess.start(installation, settings);
        Shop shop = new Shop(installation)) {
      List<String> skus = new ArrayList<>();
      for (int i = 0; i < SKUS; i++) {
        skus.add(shop.stocked("lost-broker-" + i, UNITS));
      }
      Books.balance(service);
      long lost = service.epoch();

      stack.database().pause();
      // The ledger is processing the beginning of each queue; the rest is unread.
      for (int wave = 0; wave < 3; wave++) {
        List<OrderCreated> orders = orders(shop, skus);
        shop.publishAll(orders);
        shop.awaitAnswers(orders);
      }
      List<OrderCreated> answered = orders(shop, skus);
      shop.publishAll(answered);
      shop.awaitAnswers(answered);
      stack.secondBroker().kill();
      StackRedis.on(stack, redis -> redis.getKeys().flushall());
      stack.database().resume();

      await("the rebuild to wait for the broker")
          .atMost(Shop.PATIENCE)
          .until(() -> service.get("/state").body().contains("broker-b/"));
      assertThat(service.get("/state").body()).doesNotContain("\"phase\":\"OPEN\"");
      stack.secondBroker().start();
      await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost);
      service.awaitReady();

      List<StockResult> answers =
          answered.stream().map(order -> shop.answer(order.orderId())).toList();
      assertThat(answers).hasOnlyElementsOfType(DeductionConfirmed.class);
      answered.forEach(shop::publishUntilStored);
      Books.balance(service);
      for (String sku : skus) {
        assertThat(Books.available(service, sku)).isEqualTo(UNITS - 4);
      }
      assertThat(answered.stream().map(order -> shop.answer(order.orderId())).toList())
          .isEqualTo(answers);
    }
  }

  /**
   * Of one message group, all messages lie at one broker. A receive that waits at the other one
   * waits for five seconds.
   */
  @Test
  void nobodyWaitsAtABrokerWithoutMessagesWhileTheOtherHasSome() throws Exception {
    Installation installation = Installation.on(stack);
    String topic = installation.topic("stock-journal");
    CountDownLatch received = new CountDownLatch(MESSAGES);
    try (RocketMqClient broker = installation.broker();
        MessageConsumer consumer = broker.consumer(installation.group("ledger"), topic)) {
      for (int i = 0; i < MESSAGES; i++) {
        broker.send(
            broker
                .newMessage()
                .setTopic(topic)
                .setMessageGroup("journal-0")
                .setBody("a".getBytes(StandardCharsets.US_ASCII))
                .build());
      }
      ReceiveOptions oneByOne = ReceiveOptions.of(1, Duration.ofSeconds(30));
      ReceiveLoop loop =
          new ReceiveLoop(
              consumer, oneByOne, messages -> new ReceivedBatch(received, messages.size()));
      Thread thread = new Thread(loop, "receives");
      thread.start();
      try {
        // One of the receives that begin before the brokers are known may wait for five seconds.
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
      } finally {
        thread.interrupt();
        thread.join();
        loop.awaitLast(Duration.ofSeconds(10));
      }
    }
  }

  private record ReceivedBatch(CountDownLatch all, int messages) implements ReceiveLoop.BatchTask {

    @Override
    public void attempt() {
      for (int i = 0; i < messages; i++) {
        all.countDown();
      }
    }

    @Override
    public void failed() {}

    @Override
    public void acknowledged(int refused) {}

    @Override
    public void dropped() {}
  }

  /**
   * What lies in the queues of the dead broker waits for it, while later orders of the same SKUs go
   * to the queues of the other one. So they are decided first.
   */
  @Test
  void aBrokerThatDiesInTheMiddleOfASaleAndComesBackLosesNothing() throws Exception {
    Installation installation = Installation.on(stack);
    try (ServiceProcess service = ServiceProcess.start(installation);
        Shop shop = new Shop(installation)) {
      List<String> skus = new ArrayList<>();
      for (int i = 0; i < SKUS; i++) {
        skus.add(shop.stocked("broker-" + i, UNITS));
      }
      service.stop();
      List<OrderCreated> sale = new ArrayList<>(orders(shop, skus));
      shop.publishAll(sale);
      stack.secondBroker().kill();
      service.launch();
      List<OrderCreated> later = orders(shop, skus);
      later.parallelStream().forEach(shop::publishUntilStored);
      shop.awaitAnswers(later);
      List<OrderCreated> stranded =
          sale.stream().filter(order -> !shop.hasAnswer(order.orderId())).toList();
      assertThat(stranded).as("orders in queues of the dead broker").isNotEmpty();
      assertThat(stranded).as("orders that the other broker has").hasSizeLessThan(SKUS);

      List<OrderCreated> meanwhile = new ArrayList<>();
      for (int wave = 0; wave < UNITS; wave++) {
        meanwhile.addAll(orders(shop, skus));
      }
      CompletableFuture<Void> published = shop.publishAllInBackground(meanwhile);
      stack.secondBroker().start();
      published.join();
      sale.addAll(later);
      sale.addAll(meanwhile);
      shop.awaitAnswers(sale);

      Map<String, Integer> sold = Books.sold(shop, sale);
      Books.balance(service);
      for (String sku : skus) {
        assertThat(sold).as("more was ordered than there was").containsEntry(sku, UNITS);
        assertThat(Books.available(service, sku)).isZero();
      }
      for (OrderCreated order : stranded) {
        String sku = order.lines().get(0).sku();
        OrderCreated overtaking =
            later.stream()
                .filter(each -> each.lines().get(0).sku().equals(sku))
                .findFirst()
                .orElseThrow();
        assertThat(shop.answer(order.orderId()).decidedAt())
            .as("%s was ordered before %s", order.orderId(), overtaking.orderId())
            .isAfter(shop.answer(overtaking.orderId()).decidedAt());
      }
    }
  }

  private static List<OrderCreated> orders(Shop shop, List<String> skus) {
    return skus.stream().map(sku -> shop.order(new OrderLine(sku, 1))).toList();
  }
}
