package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** The shop on a real RocketMQ; the test answers in Skuline's place. */
@ExtendWith(StackExtension.class)
@Timeout(180)
class ShopIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final EventCodec codec = new EventCodec();
  private final ClientServiceProvider provider = ClientServiceProvider.loadService();

  @Test
  void anOrderIsPlacedPublishedAndConfirmed(Stack stack) throws Exception {
    stack.createGroup("shop", false);
    stack.createGroup("shop-test", true);
    ClientConfiguration broker =
        ClientConfiguration.newBuilder()
            .setEndpoints(stack.rocketmqEndpoints())
            .enableSsl(false)
            .build();
    try (SimpleConsumer skuline = orderEvents(broker);
        Producer results = results(broker);
        var shop =
            new SpringApplicationBuilder(ShopApplication.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=jdbc:h2:mem:shop",
                    "--skuline.client.endpoints=" + stack.rocketmqEndpoints())) {
      RestClient http =
          RestClient.create(
              "http://127.0.0.1:" + ((WebServerApplicationContext) shop).getWebServer().getPort());

      Order placed = place(http, "tea", 2);
      assertThat(placed.state()).isEqualTo("PLACED");
      assertThat(next(skuline))
          .isInstanceOfSatisfying(
              OrderCreated.class, event -> assertThat(event.orderId()).isEqualTo(placed.id()));

      send(results, confirmed(placed.id()));
      await().atMost(SOON).until(() -> show(http, placed.id()).state().equals("CONFIRMED"));

      Map<?, ?> health = http.get().uri("/actuator/health").retrieve().body(Map.class);
      assertThat(health.get("status")).isEqualTo("UP");
      assertThat(health.get("components"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsKey("skuline");

      placeAndFail(shop.getBean(TransactionTemplate.class), shop.getBean(Orders.class));
      Order second = place(http, "tea", 1);
      assertThat(next(skuline).key())
          .as("the next event: a transaction that was rolled back publishes nothing")
          .isEqualTo(second.id());
    }
  }

  private static void placeAndFail(TransactionTemplate transaction, Orders orders) {
    transaction.executeWithoutResult(
        status -> {
          orders.place("tea", 1);
          status.setRollbackOnly();
        });
  }

  private static Order place(RestClient http, String sku, int quantity) {
    return http.post()
        .uri("/orders")
        .body(new OrderController.Wanted(sku, quantity))
        .retrieve()
        .body(Order.class);
  }

  private static Order show(RestClient http, String id) {
    return http.get().uri("/orders/{id}", id).retrieve().body(Order.class);
  }

  private SimpleConsumer orderEvents(ClientConfiguration broker) throws Exception {
    return provider
        .newSimpleConsumerBuilder()
        .setClientConfiguration(broker)
        .setConsumerGroup("shop-test")
        .setAwaitDuration(Duration.ofSeconds(5))
        .setSubscriptionExpressions(Map.of("order-events", FilterExpression.SUB_ALL))
        .build();
  }

  /** Waits for the next event that the shop publishes. */
  private OrderEvent next(SimpleConsumer skuline) throws Exception {
    MessageView message =
        await()
            .atMost(SOON)
            .until(() -> skuline.receive(1, SOON).stream().findFirst(), Optional::isPresent)
            .orElseThrow();
    skuline.ack(message);
    return codec.decode(message.getBody());
  }

  private Producer results(ClientConfiguration broker) throws Exception {
    return provider
        .newProducerBuilder()
        .setClientConfiguration(broker)
        .setTopics("stock-results")
        .build();
  }

  private void send(Producer results, StockResult result) throws Exception {
    results.send(WireMessage.of(result, codec, "/skuline").toMessage(provider, "stock-results"));
  }

  private static StockResult confirmed(String orderId) {
    return new DeductionConfirmed(orderId, Instant.now(), List.of(new StockMove("tea", 2, 98, 1)));
  }
}
