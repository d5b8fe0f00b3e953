package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersIT {

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private RunningService service;
  private Shop shop;

  @BeforeAll
  void open(Stack stack) {
    Installation installation = Installation.on(stack);
    shop = new Shop(installation);
    Map<String, String> all = new HashMap<>(settings());
    all.put(
        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", "http://127.0.0.1:1/v1/traces");
    all.put("MANAGEMENT_TRACING_EXPORT_OTLP_ENABLED", "false");
    all.put("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "100ms");
    service = EmbeddedService.launch(installation, all, Map.of("spans", spans));
    service.awaitReady();
  }

  /** The further settings of another variant of the service. */
  Map<String, String> settings() {
    return Map.of();
  }

  final RunningService service() {
    return service;
  }

  final Shop shop() {
    return shop;
  }

  /** Whether that variant sends many messages in one request. */
  boolean batchRpc() {
    return true;
  }

  @Test
  void messagesTravelAsConfigured() throws Exception {
    shop.stocked("as-configured", 1);
    assertThat(service.metric("skuline_rocketmq_batch_rpc")).isEqualTo(batchRpc() ? 1 : 0);
  }

  @AfterAll
  void close() {
    shop.close();
    service.close();
  }

  @AfterEach
  void theBooksBalance() throws Exception {
    Books.balance(service);
  }

  /** Whether decisions reach the database by the journal. */
  boolean journaled() {
    return true;
  }

  @Test
  void anOrderIsOneTraceFromItsProducerToItsReader() {
    String sku = shop.stocked("traced", 5);
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    OrderCreated order = shop.order(new OrderLine(sku, 1));
    shop.publishTraced(order, "00-" + trace + "-00f067aa0ba902b7-01");
    String atReader = shop.traceOf(order.orderId());

    Set<String> wanted = new HashSet<>(Set.of("process", "decide"));
    if (journaled()) {
      wanted.add("store");
    }
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> assertThat(spansOf(trace).keySet()).isEqualTo(wanted));
    SpanData process = spansOf(trace).get("process");
    SpanData decide = spansOf(trace).get("decide");
    assertThat(process.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(process.getAttributes().asMap()).containsValue(order.orderId());
    assertThat(decide.getParentSpanId()).isEqualTo(process.getSpanId());
    if (journaled()) {
      assertThat(spansOf(trace).get("store").getParentSpanId()).isEqualTo(decide.getSpanId());
    }
    assertThat(atReader).isEqualTo("00-%s-%s-01".formatted(trace, process.getSpanId()));
  }

  /** Returns the spans of a trace by the first word of their names. */
  private Map<String, SpanData> spansOf(String trace) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .collect(
            Collectors.toMap(
                span -> span.getName().split(" ", 2)[0], Function.identity(), (a, b) -> a));
  }

  @Test
  void theLastUnitSellsOnce() {
    String sku = shop.stocked("last-unit", 1);
    OrderCreated first = shop.order(new OrderLine(sku, 1));
    StockResult answer = shop.ask(first);
    assertThat(((DeductionConfirmed) answer).lines()).containsExactly(new StockMove(sku, 1, 0, 2));
    DeductionRejected second = (DeductionRejected) shop.ask(shop.order(new OrderLine(sku, 1)));
    assertThat(second.reason()).isEqualTo(DeductionRejected.Reason.OUT_OF_STOCK);
    assertThat(second.shortages()).containsExactly(new Shortage(sku, 1, 0));
  }

  @Test
  void aSkuThatDoesNotExistIsNamed() throws Exception {
    String sku = shop.stocked("exists", 5);
    OrderCreated cart = shop.order(new OrderLine(sku, 1), new OrderLine("no-such-sku", 2));
    DeductionRejected answer = (DeductionRejected) shop.ask(cart);
    assertThat(answer.reason()).isEqualTo(DeductionRejected.Reason.UNKNOWN_SKU);
    assertThat(answer.shortages()).containsExactly(new Shortage("no-such-sku", 2, 0));
    assertThat(Books.available(service, sku)).isEqualTo(5);
    assertThat(service.status("/stock/no-such-sku")).isEqualTo(404);
  }

  @Test
  void aCartCanBeCheckedBeforeItIsOrdered() throws Exception {
    String sku = shop.stocked("checked", 5);
    String cart = "{\"lines\":[{\"sku\":\"%s\",\"quantity\":3},{\"sku\":\"%s\",\"quantity\":%d}]}";
    assertThat(service.post("/stock/check", cart.formatted(sku, sku, 2)).body())
        .isEqualTo("{\"available\":true,\"shortages\":[]}");
    assertThat(service.post("/stock/check", cart.formatted(sku, sku, 3)).body())
        .contains("\"available\":false")
        .contains("{\"sku\":\"checked\",\"requested\":6,\"available\":5}");
    var invalid = service.post("/stock/check", cart.formatted(sku, sku, 0));
    assertThat(invalid.statusCode()).isEqualTo(400);
    assertThat(invalid.body()).contains("lines[1].quantity must be 1 to 1000000, is 0");
    assertThat(service.get("/stock/a%20b").statusCode()).isEqualTo(400);
    assertThat(Books.available(service, sku)).isEqualTo(5);
  }

  @Test
  void theSameSkuTwiceInACartCountsAsTheSum() {
    String sku = shop.stocked("twice-in-cart", 5);
    OrderCreated tooMuch = shop.order(new OrderLine(sku, 3), new OrderLine(sku, 3));
    DeductionRejected no = (DeductionRejected) shop.ask(tooMuch);
    assertThat(no.shortages()).containsExactly(new Shortage(sku, 6, 5));
    OrderCreated fits = shop.order(new OrderLine(sku, 3), new OrderLine(sku, 2));
    DeductionConfirmed yes = (DeductionConfirmed) shop.ask(fits);
    assertThat(yes.lines()).containsExactly(new StockMove(sku, 5, 0, 2));
  }

  @Test
  void anOrderIdThatComesAgainWithOtherLinesGetsItsFirstAnswer() {
    String sku = shop.stocked("same-id", 10);
    OrderCreated first = shop.order(new OrderLine(sku, 4));
    OrderCreated other =
        new OrderCreated(first.orderId(), first.createdAt(), List.of(new OrderLine(sku, 1)));
    StockResult answer = shop.ask(first);
    int copies = shop.answersTo(first.orderId()).size();
    shop.publish(other).join();
    await().atMost(Shop.PATIENCE).until(() -> shop.answersTo(first.orderId()).size() > copies);
    assertThat(shop.answer(first.orderId())).isEqualTo(answer);
  }

  @Test
  void everyMessageSeveralTimesInAnyOrderChangesNothing() throws Exception {
    List<String> skus = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      skus.add(shop.stocked("duplicated-" + i, 30));
    }
    Random random = new Random(7);
    List<OrderCreated> orders = new ArrayList<>();
    List<OrderCreated> deliveries = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      OrderCreated order =
          shop.order(
              new OrderLine(skus.get(random.nextInt(5)), 1 + random.nextInt(3)),
              new OrderLine(skus.get(random.nextInt(5)), 1));
      orders.add(order);
      deliveries.addAll(Collections.nCopies(1 + random.nextInt(5), order));
    }
    Collections.shuffle(deliveries, random);
    shop.publishAll(deliveries);
    shop.awaitAnswers(orders);
    Books.balance(service);
    var sold = Books.sold(shop, orders);
    for (String sku : skus) {
      assertThat(Books.available(service, sku)).isEqualTo(30 - sold.getOrDefault(sku, 0));
    }
  }

  @Test
  void sixtyFourBuyersOfOneSkuBuyWhatThereIsAndNoMore() throws Exception {
    String sku = shop.stocked("hot", 500);
    List<OrderCreated> orders = Collections.synchronizedList(new ArrayList<>());
    ExecutorService buyers = Executors.newFixedThreadPool(64);
    for (int buyer = 0; buyer < 64; buyer++) {
      buyers.execute(
          () -> {
            for (int i = 0; i < 20; i++) {
              OrderCreated order = shop.order(new OrderLine(sku, 1));
              orders.add(order);
              shop.publish(order).join();
            }
          });
    }
    buyers.shutdown();
    assertThat(buyers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    shop.awaitAnswers(orders);
    assertThat(Books.sold(shop, orders)).containsEntry(sku, 500);
    assertThat(Books.available(service, sku)).isZero();
  }

  @Test
  void eventsOfOneSkuAreDecidedInTheOrderOfTheirQueue() {
    String sku = shop.stocked("in-order", 1000);
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      orders.add(shop.order(new OrderLine(sku, 1)));
    }
    shop.publishInOrder(orders);
    shop.awaitAnswers(orders);
    List<Long> sequences = new ArrayList<>();
    for (OrderCreated order : orders) {
      DeductionConfirmed confirmed = (DeductionConfirmed) shop.answer(order.orderId());
      sequences.add(confirmed.lines().get(0).sequence());
    }
    assertThat(sequences).isSorted().doesNotHaveDuplicates();
  }
}
