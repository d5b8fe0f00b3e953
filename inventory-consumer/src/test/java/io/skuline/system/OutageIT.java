package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockReturned;
import io.skuline.stack.PrivateStack;
import io.skuline.stack.Server;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Something that the service needs is unavailable for a while. The service goes on by itself, and
 * nothing is lost.
 */
@PrivateStack
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {

  private Stack stack;
  private Installation installation;
  private ServiceProcess service;
  private Shop shop;

  @BeforeAll
  void open(Stack stack) {
    this.stack = stack;
    installation = Installation.on(stack);
    shop = new Shop(installation);
    service = ServiceProcess.start(installation, Operator.settings());
  }

  @AfterAll
  void close() {
    shop.close();
    service.close();
  }

  /** So that a test that fails in the middle of an outage does not fail the others. */
  @AfterEach
  void endOutages() {
    for (Server each : List.of(stack.database(), stack.redis(), stack.rocketmq())) {
      each.resume();
      each.start();
    }
  }

  /**
   * This test comes before the rebuild of Redis: for a while after that, orders are looked up in
   * the database.
   */
  @Test
  @Order(1)
  void withoutTheDatabaseTheSaleGoesOnAndTheLedgerCatchesUp() throws Exception {
    String sku = shop.stocked("no-database", 100);
    Books.balance(service);
    stack.database().kill();
    List<OrderCreated> orders = orders(sku, 150);
    shop.publishAll(orders);
    shop.awaitAnswers(orders);
    assertThat(Books.sold(shop, orders)).containsEntry(sku, 100);
    assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
    stack.database().start();
    Books.balance(service);
  }

  /** This test also comes before the rebuild of Redis. */
  @Test
  @Order(2)
  void withoutTheDatabaseWhatIsParkedIsStoredLater() throws Exception {
    String sku = shop.stocked("poison-no-database", 100);
    Books.balance(service);
    double uncheckedBefore = service.metric("skuline_events_unchecked_total");
    stack.database().kill();
    try (RawBroker broker = new RawBroker(installation)) {
      broker.send(installation, sku, "lost-and-found", new byte[] {'{', (byte) 0xff});
    }
    OrderRef never = new OrderRef(shop.id("never"), Shop.now(), sku);
    assertThat(shop.ask(new StockReturned("r", never, List.of(new OrderLine(sku, 1)))))
        .as("a return that cannot be checked passes")
        .isInstanceOf(ReturnRejected.class);
    await("it to be counted")
        .atMost(Shop.PATIENCE)
        .until(() -> service.metric("skuline_events_unchecked_total") == uncheckedBefore + 1);
    stack.database().start();
    Operator operator = new Operator(service);
    await("the dead letters to be back")
        .atMost(Shop.PATIENCE)
        .until(() -> operator.answers("/dead-letters"));
    JsonNode found = operator.letter("order=lost-and-found");
    JsonNode letter = operator.get("/dead-letters/" + found.path("id").asLong());
    assertThat(letter.path("reason").asString()).isEqualTo("MALFORMED_JSON");
    assertThat(letter.path("topic").asString()).isEqualTo(installation.topic("order-events"));
    assertThat(letter.path("tag").asString()).isEqualTo("Poison");
    assertThat(letter.path("messageGroup").asString()).isEqualTo(sku);
    assertThat(letter.path("properties").path("shop").asString()).isEqualTo("north");
    assertThat(letter.path("bodyBase64").asString()).isEqualTo("e/8=");
    Books.balance(service);
  }

  /** A server that is gone, or one that does not answer. */
  private enum Outage {
    KILLED,
    HUNG;

    void begin(Server server) {
      if (this == KILLED) {
        server.kill();
      } else {
        server.pause();
      }
    }

    void end(Server server) {
      if (this == KILLED) {
        server.start();
      } else {
        server.resume();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutRedisNothingIsAnsweredAndNothingIsLost(Outage outage) throws Exception {
    String sku = shop.stocked("no-redis-" + outage, 100);
    double parkedBefore = service.metric("skuline_events_parked_total");
    double retriesBefore = service.metric("skuline_intake_retries_total");
    outage.begin(stack.redis());
    List<OrderCreated> orders = orders(sku, 150);
    shop.publishAll(orders);
    await("the lanes to notice")
        .atMost(Shop.PATIENCE)
        .until(() -> service.metric("skuline_intake_retries_total") > retriesBefore + 2);
    assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
    assertThat(orders).noneMatch(order -> shop.hasAnswer(order.orderId()));
    outage.end(stack.redis());
    shop.awaitAnswers(orders);
    assertThat(Books.sold(shop, orders)).containsEntry(sku, 100);
    Books.balance(service);
    assertThat(service.metric("skuline_events_parked_total")).isEqualTo(parkedBefore);
  }

  @Test
  void aMalformedMessageIsParkedOnceHoweverOftenItsBatchIsTried() throws Exception {
    String sku = shop.stocked("poison-no-redis", 100);
    service.kill();
    stack.redis().kill();
    List<OrderCreated> orders = orders(sku, 10);
    shop.publishAll(orders);
    try (RawBroker broker = new RawBroker(installation)) {
      broker.send(installation, sku, "poison", new byte[] {'{'});
      service.launch();
      await("its batch to be tried again")
          .atMost(Shop.PATIENCE)
          .ignoreExceptions()
          .until(() -> service.metric("skuline_intake_retries_total") > 3);
      stack.redis().start();
      shop.awaitAnswers(orders);
      assertThat(broker.allDeadLetters(installation))
          .filteredOn(letter -> letter.getKeys().contains("poison"))
          .hasSize(1);
    }
    Books.balance(service);
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheBrokerItWaitsAndGoesOn(Outage outage) throws Exception {
    String sku = shop.stocked("no-broker-" + outage, 100);
    List<OrderCreated> before = orders(sku, 60);
    shop.publishAll(before);
    outage.begin(stack.rocketmq());
    assertThatThrownBy(() -> shop.publish(shop.order(new OrderLine(sku, 1000))).join())
        .as("a request that gets no answer")
        .isInstanceOf(CompletionException.class);
    outage.end(stack.rocketmq());
    List<OrderCreated> after = orders(sku, 90);
    after.forEach(shop::publishUntilStored);
    List<OrderCreated> all = new ArrayList<>(before);
    all.addAll(after);
    shop.awaitAnswers(all);
    assertThat(Books.sold(shop, all)).containsEntry(sku, 100);
    Books.balance(service);
    // The counter is not used here: a broker that is killed forgets its latest receipts, so that
    // what another test had parked may come again.
    assertThat(new Operator(service).get("/dead-letters?sku=" + sku).path("letters").size())
        .isZero();
  }

  private List<OrderCreated> orders(String sku, int count) {
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(shop.order(new OrderLine(sku, 1)));
    }
    return orders;
  }
}
