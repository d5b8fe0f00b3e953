package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.access.BrokerAccess;
import io.skuline.client.ClientObserver;
import io.skuline.client.HotSkuSource;
import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublishException;
import io.skuline.client.PublishedEvent;
import io.skuline.client.PublisherOptions;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.wire.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A service of another team: it publishes events, and keeps every copy of every result that it
 * receives, by order.
 */
public final class Shop implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofMinutes(3);

  static {
    // Clients of an earlier test may still be closing, and their threads then throw, which is no
    // concern of an await. Failures of what this class starts itself show in its future.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, List<StockResult>> answers = new ConcurrentHashMap<>();
  private final Map<String, String> traces = new ConcurrentHashMap<>();
  private final ResultSubscriber subscriber;
  private final OrderEventPublisher publisher;

  public Shop(Installation installation) {
    this(installation, BrokerAccess.open());
  }

  Shop(Installation installation, BrokerAccess access) {
    this(installation, access, Optional.empty());
  }

  /** Returns a shop that learns from a service which SKUs are hot, many times a second. */
  static Shop learning(Installation installation, URI service) {
    return new Shop(
        installation,
        BrokerAccess.open(),
        Optional.of(new HotSkuSource(service, Duration.ofMillis(50))));
  }

  private Shop(Installation installation, BrokerAccess access, Optional<HotSkuSource> hot) {
    String endpoints = installation.stack().rocketmqEndpoints();
    subscriber =
        ResultSubscriber.connect(
            SubscriberOptions.of(endpoints, installation.group("shop"))
                .withTopic(installation.topic("stock-results"))
                .withAccess(access),
            this::received,
            tracing());
    PublisherOptions options =
        PublisherOptions.of(endpoints, "/shop")
            .withTopic(installation.topic("order-events"))
            .withAccess(access);
    publisher =
        OrderEventPublisher.connect(hot.map(options::withHotSkus).orElse(options), tracing());
  }

  /** Writes and reads the context of a trace, as a tracing library of the shop would. */
  private ClientObserver tracing() {
    return new ClientObserver() {
      @Override
      public Exchange publishing(OrderEvent event) {
        String trace = traces.remove(event.key());
        return trace == null ? Exchange.NONE : new Traced(Map.of("traceparent", trace));
      }

      @Override
      public Exchange receiving(StockResult result, Map<String, String> properties) {
        TraceContext.property(properties, "traceparent")
            .ifPresent(trace -> traces.put("answer " + result.key(), trace));
        return Exchange.NONE;
      }
    };
  }

  private record Traced(Map<String, String> properties) implements ClientObserver.Exchange {
    @Override
    public void ended(Optional<Throwable> failure) {
      // The span of the shop would end here.
    }
  }

  /** Publishes an event that belongs to a trace. */
  void publishTraced(OrderEvent event, String traceParent) {
    traces.put(event.key(), traceParent);
    publish(event).join();
  }

  /** Returns the context of the trace that came with the answer to an order. */
  String traceOf(String orderId) {
    await().atMost(PATIENCE).until(() -> traces.containsKey("answer " + orderId));
    return traces.get("answer " + orderId);
  }

  private void received(StockResult result) {
    answers.computeIfAbsent(result.key(), key -> new CopyOnWriteArrayList<>()).add(result);
  }

  /** Returns an id that no other test uses. */
  public String id(String prefix) {
    return prefix + "-" + number.incrementAndGet();
  }

  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  public OrderCreated order(OrderLine... lines) {
    return new OrderCreated(id("order"), now(), List.of(lines));
  }

  /** Stocks a SKU with so many units, and waits until it has them. */
  public String stocked(String sku, int units) {
    String id = id("load-" + sku);
    publish(new StockAdjusted(id, now(), sku, units, AdjustmentKind.INITIAL)).join();
    await().atMost(PATIENCE).until(() -> !answersTo(id).isEmpty());
    return sku;
  }

  public CompletableFuture<PublishedEvent> publish(OrderEvent event) {
    return publisher.publish(event);
  }

  /** Publishes events one after the other, each after the broker has stored the one before. */
  public void publishInOrder(Collection<? extends OrderEvent> events) {
    events.forEach(event -> publish(event).join());
  }

  /**
   * Publishes events side by side, again those for which the broker was too busy, until it has
   * stored all.
   */
  public void publishAll(Collection<? extends OrderEvent> events) {
    List<CompletableFuture<PublishedEvent>> sent = events.stream().map(this::publish).toList();
    for (CompletableFuture<PublishedEvent> stored : sent) {
      try {
        stored.join();
      } catch (CompletionException e) {
        publishUntilStored(((PublishException) e.getCause()).event());
      }
    }
  }

  /** Publishes all events while the caller does something else; fails if one of them fails. */
  public CompletableFuture<Void> publishAllInBackground(Collection<? extends OrderEvent> events) {
    return CompletableFuture.runAsync(() -> publishAll(events));
  }

  /**
   * Publishes the event until the broker has stored it, as a shop does when the broker was
   * unavailable.
   */
  public void publishUntilStored(OrderEvent event) {
    await("the broker to store " + event.key())
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(CompletionException.class)
        .until(() -> publish(event).join() != null);
  }

  /** Publishes the event and waits for the answer. */
  public StockResult ask(OrderEvent event) {
    publish(event).join();
    return answer(event.key());
  }

  /**
   * Returns the one answer about an order or adjustment, waiting for it; every copy must be the
   * same.
   */
  public StockResult answer(String key) {
    if (answersTo(key).isEmpty()) {
      await("an answer to " + key).atMost(PATIENCE).until(() -> !answersTo(key).isEmpty());
    }
    List<StockResult> copies = answersTo(key);
    assertThat(new HashSet<>(copies)).as("answers to " + key).hasSize(1);
    return copies.get(0);
  }

  /** Returns every copy of every answer about an order or adjustment so far. */
  public List<StockResult> answersTo(String key) {
    return answers.getOrDefault(key, List.of());
  }

  /** Waits until every order has an answer. */
  public void awaitAnswers(Collection<OrderCreated> orders) {
    await("answers to all orders")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> orders.stream().allMatch(order -> hasAnswer(order.orderId())));
  }

  /** Tells whether an order has been answered. */
  public boolean hasAnswer(String orderId) {
    return answers.containsKey(orderId);
  }

  /** Returns how many answers were received, copies included. */
  public int received() {
    return answers.values().stream().mapToInt(List::size).sum();
  }

  @Override
  public void close() {
    publisher.close();
    subscriber.close();
  }
}
